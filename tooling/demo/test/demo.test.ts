import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

test("the demonstration is killed half-way, loses nothing, and ends with what is known and what to try", {
  timeout: 120_000,
}, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=@scylla/source", MAIN]);
  expect(stdout).toMatch(/^Simulated agents, \$0 spent\.$/m);
  expect(stdout).toMatch(/^Killed half-way with SIGKILL, \d runs in flight/m);
  expect(stdout).toMatch(/^\d+ kept, [12] repeated, 0 lost/m);
  expect(stdout.trimEnd().split("\n").slice(-13)).toEqual([
    "quickstart: 5 set-ups, 2 tasks, 1 agent, 4 runs of each",
    "",
    "Against Nothing but the task (T0/00-plain), 2 of 8 passed:",
    expect.stringMatching(/^ {2}A rule that helps \(T0\/01-rule\) +shown to help, /),
    expect.stringMatching(/^ {2}A long CLAUDE\.md \(T0\/02-long\) +not shown to help; costs 4\.\dx; 2 of 8 passed$/),
    expect.stringMatching(/^ {2}Encouragement \(T0\/03-cheer\) +not shown to help; costs 1\.\dx; 6 of 8 passed$/),
    expect.stringMatching(/^ {2}An unopened skill \(T1\/00-skill\) +not shown to help; 2 of 8 passed$/),
    "",
    "Report (simulated prices, $0 spent): .scylla/demo/reports/report.md",
    "Try next:",
    expect.stringContaining("scylla -- report .scylla/demo"),
    expect.stringContaining("--repeats 12"),
    expect.stringContaining("scylla -- validate"),
  ]);
});
