import { memoryProjector } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { RunnerFinalization } from "../src/index.ts";
import { experiment } from "./fixtures/experiments.ts";
import { type Laboratory, laboratory } from "./fixtures/laboratory.ts";

async function finalized(lab: Laboratory, publish?: ConstructorParameters<typeof RunnerFinalization>[0]["publish"]) {
  const revisions: number[] = [];
  const finalization = new RunnerFinalization({
    projector: memoryProjector(),
    store: {
      finalize: async ({ revision }) => {
        revisions.push(revision);
      },
    },
    clock: lab.clock,
    publish,
  });
  const results = await finalization.project(await lab.view());
  return { results, revisions };
}

test("the results of a settled plan are marked as projected, after they were published", async () => {
  const lab = laboratory(experiment());
  await lab.run({ repeats: 2 });
  // As if the process had died before the mark.
  if (lab.data.experiment) lab.data.experiment = { ...lab.data.experiment, finalizedRevision: null };
  const published: string[] = [];
  const { results, revisions } = await finalized(lab, async ({ status }) => {
    published.push(status);
  });
  expect([results.status, published, revisions]).toEqual(["complete", ["complete"], [1]]);
});

test("what could not be published is not marked", async () => {
  const lab = laboratory(experiment());
  await lab.run({ range: { until: "check" } });
  await expect(finalized(lab, () => Promise.reject(new Error("disk")))).rejects.toThrow("disk");
});

test("an unfinished experiment has results too, called partial, and no mark", async () => {
  const lab = laboratory(experiment({ repeats: 2 }));
  await lab.run({ range: { until: "check" } });
  const { results, revisions } = await finalized(lab);
  expect([results.status, results.counts, revisions]).toEqual(["partial", { planned: 2, valid: 0, missing: 2 }, []]);
});

test("projected again, results are the same, and the mark is not made twice", async () => {
  const lab = laboratory(experiment());
  const { results } = await lab.run();
  const again = await finalized(lab);
  expect(again).toEqual({ results, revisions: [] });
});
