import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type Place, place, until } from "../fixtures/scylla.ts";

let here: Place;
beforeAll(async () => {
  here = await place();
});
afterAll(() => here[Symbol.asyncDispose]());

test("the demonstration is killed half-way, loses nothing, ends with what is known, and can be given again", {
  timeout: 300_000,
}, async () => {
  const dir = join(here.root, "shown");
  const { code, stdout } = await here.scylla(["demo", "shown"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Simulated agents, \$0 spent\.$/m);
  expect(stdout).toMatch(/^All files are in shown$/m);
  expect(stdout).toMatch(/^Killed half-way with SIGKILL, \d runs in flight/m);
  expect(stdout).toMatch(/^\d+ kept, [12] repeated, 0 lost/m);
  expect(stdout.trimEnd().split("\n").slice(-13)).toEqual([
    "quickstart: 5 set-ups, 2 tasks, 1 agent, 4 runs of each",
    "",
    "Against Nothing but the task (T0/00-plain), 2 of 8 passed:",
    expect.stringMatching(/^ {2}A rule that helps \(T0\/01-rule\) +helps on 2 tasks, /),
    expect.stringMatching(/^ {2}A long CLAUDE\.md \(T0\/02-long\) +undecided on 2 tasks, 0 points; costs 4\.\dx$/),
    expect.stringMatching(/^ {2}Encouragement \(T0\/03-cheer\) +undecided on 2 tasks, \+50 points; costs 1\.\dx$/),
    expect.stringMatching(/^ {2}An unopened skill \(T1\/00-skill\) +undecided on 2 tasks, 0 points; 2 of 8 passed$/),
    "",
    "Report (simulated prices, $0 spent): shown/.scylla/quickstart/reports/report.md",
    "Try next:",
    "  scylla report shown/.scylla/quickstart",
    "  scylla run shown/experiment.yaml --repeats 12",
    "  scylla validate shown/experiment.yaml",
  ]);
  for (const command of ["report shown/.scylla/quickstart", "validate shown/experiment.yaml"])
    expect(await here.scylla(command.split(" "))).toMatchObject({ code: 0 });

  // What it changed itself is its own; what a person changed is not.
  const running = here.start(["demo", "shown", "--json"]);
  await until(() => running.said().includes("All files are in shown"));
  running.child.kill("SIGTERM");
  expect(await running.ended).toMatchObject({ code: 143, stdout: "" });
  await writeFile(join(dir, "ladder", "T0", "01-rule.yaml"), "version: 1\ntitle: Mine\n");
  expect(await here.scylla(["demo", "shown"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("ladder/T0/01-rule.yaml there is not its own"),
  });
  expect(await readFile(join(dir, "ladder", "T0", "01-rule.yaml"), "utf8")).toContain("Mine");
});

test("nothing is put among a person's files, and nothing else is left", async () => {
  const mine = join(here.root, "mine");
  await mkdir(mine);
  await writeFile(join(mine, "notes.txt"), "mine");
  const ended = await here.scylla(["demo", "--json", "mine"]);
  expect([ended.code, await readdir(mine)]).toEqual([2, ["notes.txt"]]);
  expect(answer(ended)).toMatchObject({ status: "error", error: { code: "USAGE" } });
  expect((await readdir(here.root)).filter((name) => name.startsWith("."))).toEqual([]);
});
