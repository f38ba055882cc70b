import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { leftoversOf } from "../../src/examine/leftovers.ts";
import { makeSandbox } from "../../src/experiment/sandbox.ts";

test("processes and workspaces that are left are named, and removed with the sandbox", async () => {
  const sandbox = makeSandbox();
  const child = spawn("sleep", ["3600"], { env: sandbox.env, detached: true, stdio: "ignore" });
  const exited = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
  mkdirSync(join(sandbox.work, "runs/experiment/1-1"), { recursive: true });
  const left = leftoversOf(sandbox);
  expect(left).toHaveLength(2);
  expect(left.join("\n")).toContain(`process ${child.pid} is left: sleep 3600`);
  expect(left.join("\n")).toContain("runs/experiment/1-1 is left");
  await sandbox[Symbol.asyncDispose]();
  expect(await exited).toBe("SIGKILL");
  expect(leftoversOf(sandbox)).toEqual([]);
});

test("a tidy sandbox has no leftovers", async () => {
  await using sandbox = makeSandbox();
  mkdirSync(join(sandbox.work, "runs/experiment"), { recursive: true });
  expect(leftoversOf(sandbox)).toEqual([]);
});
