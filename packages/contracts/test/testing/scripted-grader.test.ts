import { graderConformance, type ScriptedEnd, scriptedGrader, scriptedProcesses } from "@scylla/contracts/testing";
import { test } from "vitest";

/** Ends as its command says; `slow` ends at its limit or when it is aborted. */
const processes = scriptedProcesses(async ({ command, timeMs }): Promise<ScriptedEnd> => {
  if (command === "pass") return { stdout: "out\n", stderr: "err\n" };
  if (command === "fail") return { exit: { kind: "exited", code: 3 } };
  if (command === "missing") return { exit: { kind: "not-started", code: "ENOENT", message: "no such file" } };
  await new Promise((resolve) => setTimeout(resolve, timeMs ?? 0).unref());
  return { exit: { kind: "timed-out" } };
});

const cases = graderConformance({
  open: async () => ({
    grader: scriptedGrader(processes),
    tree: { root: "/tree", home: "/home", tmp: "/tmp", results: "/results", [Symbol.asyncDispose]: async () => {} },
    commands: { pass: "pass", fail: "fail", missing: "missing", slow: "slow" },
    dispose: async () => {},
  }),
});

for (const one of cases) test(one.name, one.run);
