import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "@scylla/contracts";
import { test } from "vitest";
import { answer, type Place, place, until } from "../fixtures/scylla.ts";

/** Every file with what is in it. What SQLite shares its log through holds nothing, and comes and goes with readers. */
async function digestOf(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith("-shm"));
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const contents = await Promise.all(paths.map(async (path) => `${path} ${sha256(await readFile(path))}`));
  return contents.filter((line) => !line.endsWith(` ${sha256("")}`)).join("\n");
}

async function changeFile(here: Place, name: string, from: string, to: string): Promise<void> {
  const path = join(here.root, name);
  const text = await readFile(path, "utf8");
  if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
  await writeFile(path, text.replace(from, to));
}

test.concurrent("plan says what a run would do and why, and leaves everything as it is", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "counted", inherits: true, more: "budget: { usd: 1 }\n" });
  const dir = join(here.root, ".scylla/small");
  const first = await here.scylla(["plan", "experiment.yaml"]);
  expect(first).toMatchObject({
    code: 0,
    stderr: "\nNothing was started. Run it:\n  scylla run experiment.yaml\n",
  });
  expect(first.stdout).toMatchInlineSnapshot(`
    "small in .scylla/small (nothing is there yet)
    1 task x 4 set-ups x 1 agent x 2 runs of each

                                          waiting  new
    Prompts (T0)
      Nothing but the task (T0/00-plain)             2
      A rule (T0/01-rule)                            2
    Skills (T1)
      A skill (T1/00-skill)                          2
    Hybrid (T5)
      The best (T5/00-best)                     2

    Not known yet:
      The best (T5/00-best) waits for the winners of Prompts (T0), Skills (T1)

    Agents to start: 8
      fake: 8 starts, of unknown cost so far
      limits of a run: time 1m
    Cost: not known before agents have reported some
      $0 of the budget of $1.00 is spent; at its end nothing more is started
    "
  `);
  expect(await readdir(here.root)).not.toContain(".scylla");

  await here.scylla(["run", "experiment.yaml", "--tiers", "T0,T1", "--json"]);
  await changeFile(here, "experiment.yaml", "repeats: 2", "repeats: 3");
  await changeFile(here, "ladder/T0/01-rule.yaml", "Answer.", "Answer well.");
  await changeFile(here, "tasks/answer/task.yaml", '"test","-s","answer.txt"', '"test","-e","answer.txt"');
  const before = await digestOf(dir);
  await chmod(dir, 0o555);
  const asked = ["--tiers", "T0,T5"];
  const changed = await here.scylla(["plan", "experiment.yaml", ...asked]);
  const json = await here.scylla(["plan", "experiment.yaml", ...asked, "--json"]);
  expect(await digestOf(dir)).toBe(before);
  await chmod(dir, 0o755);
  expect(changed.stdout).toMatchInlineSnapshot(`
    "small in .scylla/small
    1 task x 4 set-ups x 1 agent x 3 runs of each

                                          kept  regraded  waiting  new  left out
    Prompts (T0)
      Nothing but the task (T0/00-plain)               2             1
      A rule (T0/01-rule)                                            3
    Skills (T1)
      A skill (T1/00-skill)                  2                                 1
    Hybrid (T5)
      The best (T5/00-best)                                     3

    Why:
      3 new: instructions was Answer. and is Answer well.
      2 graded again: its task's checks changed since

    Not known yet:
      The best (T5/00-best) waits for the winners of Prompts (T0), Skills (T1)

    Agents to start: 7
      fake: 7 starts, at $0.010 each, the mean of 6 attempts so far
      limits of a run: time 1m
    Cost: about $0.070 at past costs
      $0.060 of the budget of $1.00 is spent; at its end nothing more is started
    "
  `);
  expect(answer(json)).toMatchObject({
    status: "planned",
    counts: { keep: 2, redo: 0, regrade: 2, new: 4, parked: 0, left: 1, waiting: 3 },
    purchases: { purchases: 7, estimateUsd: expect.closeTo(0.07) },
  });

  // What was foretold is what is done.
  const done = await here.scylla(["run", "experiment.yaml", ...asked]);
  expect(done.stderr).toContain("Runs: 2 kept, 0 repeated, 2 graded again, 4 new, 3 waiting for the groups");
  // A run of T1 was left out, so T5 still waits.
  expect(await here.lines("purchases")).toHaveLength(6 + 4);
});

test.concurrent("plan works beside a running experiment, and refuses what run refuses", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "gate" });
  const running = here.start(["run", "experiment.yaml", "--json"]);
  await until(async () => (await here.lines("started")).length === 2);
  expect(answer(await here.scylla(["plan", "experiment.yaml", "--json"]))).toMatchObject({
    counts: { redo: 2, new: 4 },
    purchases: { purchases: 6 },
  });
  await writeFile(join(here.fakeDir, "open"), "");
  expect((await running.ended).code).toBe(0);

  await changeFile(here, "experiment.yaml", "name: small", "name: other");
  const other = ["experiment.yaml", "--out", ".scylla/small"];
  const refused = await here.scylla(["plan", ...other]);
  expect([refused.code, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toBe((await here.scylla(["run", ...other])).stderr);
});
