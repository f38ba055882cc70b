import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Place, place } from "../fixtures/scylla.ts";

let here: Place;
beforeAll(async () => {
  here = await place();
  await here.write({ agent: "write" });
});
afterAll(() => here[Symbol.asyncDispose]());

test("a drive leaves its metrics in the file that was named, and refuses one that is not its own before it begins", async () => {
  await writeFile(join(here.root, "notes.txt"), "mine");
  const refused = await here.scylla(["run", "experiment.yaml", "--metrics-file", "notes.txt"]);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    `error USAGE: metrics can't be written to notes.txt: it holds something else
  Name a file that does not exist, in a directory that does, with --metrics-file: one for each experiment.
`,
  ]);
  const first = await here.scylla(["run", "experiment.yaml", "--metrics-file", "small.prom"]);
  expect(first.code).toBe(0);
  const text = await readFile(join(here.root, "small.prom"), "utf8");
  expect(text).toMatch(/^scylla_tier_duration_seconds\{experiment="small",tier="T0"\} \d/m);
  expect(text).toMatch(/^scylla_tier_runs_total\{experiment="small",tier="T0",outcome="pass"\} 4$/m);
  expect(text).toMatch(/^scylla_experiment_pass_rate\{experiment="small",tier="T0",agent="fake"\} 1$/m);
});
