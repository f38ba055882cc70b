import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { systemCommand } from "../../src/processes/system-command.ts";

test("commands run in the order of the calls, each with its words as they are", async () => {
  const directory = mkdtempSync(join(tmpdir(), "scylla-system-"));
  const file = join(directory, "it's; a $(file)\nname");
  await Promise.all([systemCommand(["touch", file]), systemCommand(["cp", file, `${file}2`])]);
  expect(readFileSync(`${file}2`, "utf8")).toBe("");
  rmSync(directory, { recursive: true });
});

test("a command that fails says so in its own words, and the next one runs", async () => {
  await expect(systemCommand(["cp", "/nonexistent/a", "/nonexistent/b"])).rejects.toThrow("No such file or directory");
  await expect(systemCommand(["no-such-program-here"])).rejects.toThrow("ended with 127");
  await systemCommand(["true"]);
});

test("a shell that is killed fails its command, and another takes its place", async () => {
  await expect(systemCommand(["sh", "-c", "kill -KILL $PPID"])).rejects.toThrow();
  await systemCommand(["true"]);
});

test("the shell keeps no process alive, and is gone with it", async () => {
  const source = fileURLToPath(new URL("../../src/processes/system-command.ts", import.meta.url));
  const program = `import { systemCommand } from ${JSON.stringify(source)}; await systemCommand(["true"]); console.log("done");`;
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
    timeout: 20_000,
  });
  expect(out).toBe("done\n");
});
