import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { recordMetrics } from "../../src/metrics/metrics-recorder.ts";
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

test("a file that can't be written time and again is told of once", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const file = join(here.root, "lost.prom");
    const said: string[] = [];
    {
      await using recorder = await recordMetrics({
        file,
        dir: join(here.root, ".scylla/small"),
        say: (text) => said.push(text),
      });
      await writeFile(file, "theirs");
      for (let i = 0; i < 3; i++) {
        recorder.observer.tierFinished?.({ experiment: "small", tier: "T0", durationMs: 1 });
        vi.advanceTimersByTime(15_000);
      }
      recorder.observer.tierFinished?.({ experiment: "small", tier: "T1", durationMs: 1 });
    }
    expect(said).toEqual([expect.stringMatching(/^Metrics could not be written: .*it holds something else$/)]);
    expect(await readFile(file, "utf8")).toBe("theirs");
  } finally {
    vi.useRealTimers();
  }
});
