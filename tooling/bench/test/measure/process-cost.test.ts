import { expect, test } from "vitest";
import { measureProcess } from "../../src/measure/process-cost.ts";

test("the time of a process's children counts, and its output is returned", async () => {
  const loop = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
  const cost = await measureProcess(["sh", "-c", `sh -c '${loop}'; echo done`]);
  expect(cost.stdout).toBe("done\n");
  expect(cost.cpuMs).toBeGreaterThan(0);
});

test("a program that fails is no measurement", async () => {
  await expect(measureProcess(["sh", "-c", "echo broken >&2; exit 3"])).rejects.toThrow("ended with 3: broken");
});
