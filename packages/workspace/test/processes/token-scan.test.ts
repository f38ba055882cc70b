import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { killProcessesWithToken, processesWithToken, sendSignal } from "../../src/processes/token-scan.ts";

async function sleeper(
  env: Record<string, string>,
): Promise<{ readonly pid: number; readonly ended: Promise<unknown> }> {
  const child = spawn("sleep", ["60"], { env: { PATH: process.env["PATH"] ?? "", ...env }, stdio: "ignore" });
  await once(child, "spawn");
  return { pid: child.pid ?? 0, ended: once(child, "exit") };
}

test("a token is found whole, not as the beginning or end of another", async () => {
  const token = `scan-test-${process.pid}`;
  const [mine, longer, other] = [
    await sleeper({ SCYLLA_TOKEN: token }),
    await sleeper({ SCYLLA_TOKEN: `${token}1` }),
    await sleeper({ OTHER: `SCYLLA_TOKEN=${token}`, MY_SCYLLA_TOKEN: token }),
  ];
  expect(processesWithToken(new Set([token]))).toEqual([mine.pid]);
  expect(await killProcessesWithToken(new Set([token]))).toBe(1);
  await mine.ended;
  expect([longer.pid, other.pid].map((pid) => sendSignal(pid, "SIGKILL"))).toEqual([true, true]);
  await Promise.all([longer.ended, other.ended]);
});

test("this process is never among them", () => {
  process.env["SCYLLA_TOKEN"] = "own";
  expect(processesWithToken(new Set(["own"]))).toEqual([]);
  delete process.env["SCYLLA_TOKEN"];
});

test("signalling what is not there says so", async () => {
  const gone = await sleeper({});
  sendSignal(gone.pid, "SIGKILL");
  await gone.ended;
  expect(sendSignal(gone.pid, 0)).toBe(false);
});
