import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { createRunner, planExperiment, readExperiment } from "../src/index.ts";
import { expectError } from "./fixtures/expect-error.ts";
import { place } from "./fixtures/place.ts";

test("it is the plan that a first run freezes, and asking for it stores nothing", async () => {
  const { root, dir, workRoot, experiment } = await place({ inherits: true });
  const before = (await readdir(root)).sort();
  const { plan, digest } = await planExperiment(experiment, { workRoot });
  expect(plan.cells.map(({ key }) => `${key.tier}/${key.subtest}`)).toEqual([
    "T0/00-plain",
    "T0/01-rule",
    "T1/00-skill",
  ]);
  expect(plan.recipes.map(({ key }) => key.subtest)).toEqual(["00-best"]);
  expect((await readdir(root)).sort()).toEqual(before);

  await createRunner({ dir, workRoot }).run({ experiment, range: { until: "workspace" } });
  const { view } = await readExperiment({ dir });
  expect(view.plan.frozen).toEqual(plan);
  expect((await planExperiment(experiment, { workRoot })).digest).toBe(digest);
});

test("a request narrows it as it would a run", async () => {
  const { workRoot, experiment } = await place();
  const request = { tiers: ["T0"], maxSubtests: 1, repeats: 7 };
  const { plan } = await planExperiment(experiment, { workRoot, request });
  expect([plan.repeats, plan.cells.map(({ key }) => key.subtest)]).toEqual([7, ["00-plain"]]);
});

test("what can't be planned is refused", async () => {
  const { workRoot, experiment } = await place({ inherits: true });
  await expectError(planExperiment(experiment, { workRoot, request: { tiers: ["T5"] } }), "INHERITANCE_UNAVAILABLE");
  await expectError(planExperiment(experiment, { workRoot, agents: [] }), "UNSUPPORTED");
});

test("with workspaces of one's own, no work directory is made", async () => {
  const { workRoot, experiment } = await place();
  const asked: string[] = [];
  const absent = `${workRoot}/absent`;
  const { workspaceProvider, processRunner } = await import("@scylla/workspace");
  const own = await workspaceProvider({ root: workRoot, processes: processRunner(), experiment: "own" });
  const workspaces = {
    ...own,
    ensureCommit: async (repo: { readonly commit: string }) => void asked.push(repo.commit),
  };
  await planExperiment(experiment, { workRoot: absent, workspaces });
  expect(asked).toHaveLength(1);
  expect(existsSync(absent)).toBe(false);
});
