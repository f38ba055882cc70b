import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { STAGES } from "@scylla/contracts";
import { expect, test } from "vitest";
import { answer, type Place, place, states } from "../fixtures/scylla.ts";

/** Runs the experiment to an end with exit code 0. @returns what it says to programs. */
async function run(here: Place, ...args: readonly string[]): Promise<unknown> {
  const ended = await here.scylla(["run", "experiment.yaml", "--json", ...args]);
  expect(ended.code).toBe(0);
  return answer(ended);
}

function counts(planned: number, valid: number): object {
  return { counts: { planned, valid, missing: planned - valid } };
}

async function purchases(here: Place): Promise<number> {
  return (await here.lines("purchases")).length;
}

test.concurrent("set-ups, groups and repeats join, and what is finished is never bought again", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "counted", repeats: 1 });
  expect(await run(here, "--max-subtests", "1", "--tiers", "T0")).toMatchObject(counts(1, 1));
  expect(await run(here, "--tiers", "T0")).toMatchObject(counts(2, 2));
  // T0 stays in the report, although only T1 is asked for.
  expect(await run(here, "--tiers", "T1")).toMatchObject(counts(3, 3));
  expect(await purchases(here)).toBe(3);
  expect(await run(here, "--repeats", "2", "--concurrency", "4", "--until", "workspace")).toMatchObject(counts(6, 3));
  expect(await purchases(here)).toBe(3);
  expect(await run(here, "--repeats", "2")).toMatchObject(counts(6, 6));
  expect(await purchases(here)).toBe(6);
});

test.concurrent("each end of a stage range is inclusive and may be repeated, each stage in a process of its own", async ({
  expect,
}) => {
  await using here = await place();
  await here.write({ agent: "counted", repeats: 1 });
  const dir = join(here.root, ".scylla/small");
  // Its next stage is an earlier one: it is left alone.
  expect(await run(here, "--tiers", "T1", "--from", "capture")).toMatchObject({ status: "stopped", ...counts(1, 0) });
  expect(await states(dir)).toEqual(["planned"]);
  const after = {
    workspace: "workspace",
    agent: "agent",
    capture: "captured",
    check: "checked",
    // The task has no rubric.
    judge: "checked",
    verdict: "graded",
  } as const;
  for (const stage of STAGES) {
    for (const _time of ["once", "again"]) {
      await run(here, "--tiers", "T1", "--from", stage, "--until", stage);
      expect(await states(dir)).toEqual([after[stage]]);
    }
  }
  expect(await purchases(here)).toBe(1);
});

test.concurrent("changed checks grade again without a purchase, a changed instruction makes new cells", async ({
  expect,
}) => {
  await using here = await place();
  await here.write({ agent: "counted", repeats: 1 });
  await run(here);
  const task = join(here.root, "tasks/answer/task.yaml");
  const checks = (await readFile(task, "utf8")).replace('"test","-s","answer.txt"', '"test","-s","other.txt"');
  await writeFile(task, checks);
  const again = await here.scylla(["run", "experiment.yaml"]);
  expect(again.stderr).toContain(
    "Runs: 0 kept, 0 repeated, 3 graded again, 0 new.\n  3: its task's checks changed since\n",
  );
  expect(again.stderr).toContain("Against Nothing but the task (T0/00-plain), 0 of 1 passed:");
  expect(await purchases(here)).toBe(3);

  const rule = join(here.root, "ladder/T0/01-rule.yaml");
  await writeFile(rule, (await readFile(rule, "utf8")).replace("Answer.", "Answer well."));
  const changed = await here.scylla(["run", "experiment.yaml"]);
  expect(changed.stderr).toContain("Runs: 2 kept, 0 repeated, 1 new.\n");
  expect(await purchases(here)).toBe(4);
});

test.concurrent("starting over keeps the old directory under another name", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "counted", repeats: 1 });
  await run(here, "--tiers", "T1");
  const fresh = await here.scylla(["run", "experiment.yaml", "--tiers", "T1", "--fresh"]);
  expect(fresh.stderr).toMatch(/^The old directory is kept as \.scylla\/small\.old-1\.\nRuns: 1 new\.\n/);
  expect((await readdir(join(here.root, ".scylla"))).sort()).toEqual(["small", "small.old-1"]);
  expect((await here.scylla(["status", ".scylla/small.old-1"])).stderr).toContain("finished, 1 of 1 run valid");
  expect(await purchases(here)).toBe(2);

  const rule = join(here.root, "ladder/T1/00-skill.yaml");
  await writeFile(join(here.root, "ladder/T1/01-same.yaml"), await readFile(rule, "utf8"));
  const refused = await here.scylla(["run", "experiment.yaml", "--tiers", "T1", "--fresh"]);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/^error DUPLICATE_TREATMENT: /)]);
  expect((await readdir(join(here.root, ".scylla"))).sort()).toEqual(["small", "small.old-1"]);
});
