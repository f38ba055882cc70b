import assert from "node:assert/strict";
import { refKey, runOrder } from "../../schedule.ts";
import { currentPlan } from "../../view.ts";
import { expectError } from "../expect-error.ts";
import { acceptance, sampleCell, sampleGeneration, samplePlan, sampleRecipe } from "../sample-plans.ts";
import { accept, bring, everything, LABELS, leavesAlone, type OpenRunStore, PLAN } from "./bench.ts";

type Body = (subject: OpenRunStore) => Promise<void>;

export const planCases: Readonly<Record<string, Body>> = {
  "a store without a plan has no experiment and nothing else": async ({ store }) => {
    assert.equal(await store.experiment(), null);
    for (const list of [store.plans, store.runs, store.selections, store.parks, store.results, store.spend])
      assert.deepEqual(await list(), []);
    assert.equal(await store.history(1), null);
  },

  "the first plan makes the experiment": async ({ store }) => {
    await store.acceptPlan(acceptance(PLAN, PLAN, 4711));
    const experiment = await store.experiment();
    assert.ok(experiment);
    assert.equal(experiment.name, "example");
    assert.equal(experiment.finalizedRevision, null);
    assert.ok(experiment.id.length >= 16, "the id is random, so that it tells a copy from another experiment");
    assert.ok(Number.isFinite(experiment.createdAtMs));
  },

  "a plan comes back as the value that it was, with its digest, its revision and its time": async ({ store }) => {
    const record = await store.acceptPlan(acceptance(PLAN, PLAN, 4711));
    assert.deepEqual(record, { revision: 1, digest: acceptance(PLAN).digest, plan: PLAN, acceptedAtMs: 4711 });
    assert.deepEqual(await store.plans(), [record]);
  },

  "runs get rising positive ids in the order given, and begin planned": async ({ store }) => {
    const runs = await accept(store);
    const order = runOrder(PLAN.cells, PLAN.repeats, PLAN.seed);
    assert.deepEqual(runs.map(refKey), order.map(refKey));
    const rest = { state: "planned", fence: 0, attempt: 1, grading: 1, hold: null, missing: null } as const;
    assert.deepEqual(
      runs,
      runs.map(({ id, cell, n }) => ({ id, cell, n, ...rest })),
    );
    let before = 0;
    for (const { id } of runs) {
      assert.ok(Number.isInteger(id) && id > before, `the id ${id} comes after ${before}`);
      before = id;
    }
  },

  "repeating the newest revision changes nothing and gives its record": async ({ store }) => {
    const first = await store.acceptPlan(acceptance(PLAN, PLAN, 1000));
    const before = await everything(store);
    assert.deepEqual(await store.acceptPlan(acceptance(PLAN, PLAN, 9000)), first);
    assert.deepEqual(await everything(store), before);
  },

  "an older plan accepted again becomes the newest revision": async ({ store }) => {
    const grown = samplePlan(LABELS.map(sampleCell), [], 3);
    await store.acceptPlan(acceptance(PLAN));
    await store.acceptPlan(acceptance(grown));
    const again = await store.acceptPlan(acceptance(PLAN));
    assert.equal(again.revision, 3);
    assert.deepEqual(
      (await store.plans()).map((record) => record.revision),
      [1, 2, 3],
    );
    assert.equal(currentPlan(await store.plans())?.frozen.repeats, 2);
  },

  "more repeats leave existing runs as they are and append the new ones": async ({ store }) => {
    const [first] = await accept(store);
    assert.ok(first);
    await bring(store, first.id, "graded");
    const before = await store.runs();
    const results = await store.results();
    await store.acceptPlan(acceptance(samplePlan(LABELS.map(sampleCell), [], 3)));
    const after = await store.runs();
    assert.deepEqual(after.slice(0, before.length), before);
    assert.deepEqual(
      after.slice(before.length).map(({ n, state }) => ({ n, state })),
      LABELS.map(() => ({ n: 3, state: "planned" })),
    );
    assert.deepEqual(await store.results(), results);
  },

  "fewer repeats and fewer cells remove nothing": async ({ store }) => {
    await accept(store);
    const before = await store.runs();
    await store.acceptPlan(acceptance(samplePlan([sampleCell(LABELS[0])], [], 1)));
    assert.deepEqual(await store.runs(), before);
  },

  "new cells join, cells that exist keep their runs": async ({ store }) => {
    await accept(store);
    const before = await store.runs();
    await store.acceptPlan(acceptance(samplePlan([...LABELS, "a/T1/z/bot"].map(sampleCell))));
    const after = await store.runs();
    assert.deepEqual(after.slice(0, before.length), before);
    const added = sampleCell("a/T1/z/bot").digest;
    assert.deepEqual(
      after.slice(before.length).map(({ cell, n }) => ({ cell, n })),
      [1, 2].map((n) => ({ cell: added, n })),
    );
  },

  "a generation is a further revision; its cells' runs join the others": async ({ store }) => {
    const plan = samplePlan(LABELS.map(sampleCell), [sampleRecipe("a/T5/best/bot", ["T0"])]);
    await store.acceptPlan(acceptance(plan));
    const before = await store.runs();
    const generation = sampleGeneration("T5", "bot", [sampleCell("a/T5/best/bot")]);
    const accepted = await store.acceptPlan(acceptance(generation, plan));
    assert.equal(accepted.revision, 2);
    assert.deepEqual(accepted.plan, generation);
    assert.equal((await store.runs()).length, before.length + plan.repeats);
    const current = currentPlan(await store.plans());
    assert.equal(current?.revision, 1);
    assert.deepEqual(current?.waiting, []);
    const repeated = await store.acceptPlan(acceptance(generation, plan));
    assert.deepEqual(repeated, accepted);
    assert.equal((await store.plans()).length, 2);
  },

  "a run of a cell that no plan has is refused, and the plan with it": async ({ store }) => {
    await accept(store);
    const grown = acceptance(samplePlan(LABELS.map(sampleCell), [], 3));
    const stray = { cell: sampleCell("nowhere/T0/x/bot").digest, n: 1 };
    await leavesAlone(store, () => expectError(store.acceptPlan({ ...grown, runs: [...grown.runs, stray] })));
  },
};
