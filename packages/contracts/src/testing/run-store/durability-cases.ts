import assert from "node:assert/strict";
import { PORTS } from "../../port.ts";
import type { RunStore } from "../../ports/run-store.ts";
import { readView } from "../../view.ts";
import { acceptance } from "../sample-plans.ts";
import { accept, bring, claimed, everything, firstRun, type OpenRunStore, PLAN } from "./bench.ts";

type Body = (subject: OpenRunStore) => Promise<void>;

/** A bit of everything that a store can hold. */
async function fill(store: RunStore): Promise<void> {
  const runs = await accept(store);
  const [graded, buying, captured, held] = runs.map((run) => run.id);
  assert.ok(graded && buying && captured && held);
  await bring(store, graded, "graded");
  await bring(store, buying, "buying");
  await bring(store, captured, "captured");
  const worker = await claimed(store, held);
  await worker.step("planned", [{ kind: "hold", hold: { kind: "parked", key: "bot", untilMs: 5 } }]);
  await store.park({ key: "bot", untilMs: 5 });
  await store.recordSelection({
    selection: {
      schema: "selection/1",
      tier: "T0",
      agent: "bot",
      winner: null,
      rule: "below-quorum",
      contenders: [],
      basis: {},
    },
    atMs: 1,
  });
  await store.finalize({ revision: 1, atMs: 1 });
}

export const durabilityCases: Readonly<Record<string, Body>> = {
  "it says which version of the port it speaks": async ({ store }) => {
    assert.equal(store.port, PORTS.runStore);
  },

  "everything is there after closing and opening again": async ({ store, reopen }) => {
    await fill(store);
    const before = await everything(store);
    assert.deepEqual(await everything(await reopen()), before);
  },

  "fences, replays and positions survive closing": async ({ store, reopen }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "buying");
    const again = await reopen();
    const { fence } = worker.claim;
    const step = { run, fence, opId: `${fence}.1`, from: "planned", to: "workspace", atMs: 1, facts: [] } as const;
    assert.equal(await again.transition(step), "replayed");
    assert.equal((await again.claim({ run, atMs: 1 }))?.fence, fence + 1);
    await bring(again, run, "buying");
    assert.partialDeepStrictEqual(await again.results(), [{ attempt: 2, position: 2 }]);
  },

  "the newest plan is still the newest after closing": async ({ store, reopen }) => {
    const record = await store.acceptPlan(acceptance(PLAN));
    const again = await reopen();
    assert.deepEqual(await again.acceptPlan(acceptance(PLAN, PLAN, 9999)), record);
    assert.equal((await again.plans()).length, 1);
  },

  "what a caller does to its own values afterwards changes nothing stored": async ({ store }) => {
    const mine = structuredClone(acceptance(PLAN));
    await store.acceptPlan(mine);
    Object.assign(mine.plan, { seed: 99, cells: [] });
    assert.deepEqual((await store.plans())[0]?.plan, PLAN);
  },

  "a reader beside a writer sees whole batches only": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "agent");
    const writing = worker.step("captured");
    const seen = await Promise.all(Array.from({ length: 8 }, () => store.history(run)));
    await writing;
    for (const history of [...seen, await store.history(run)]) {
      const captured = history?.run.state === "captured";
      assert.equal(history?.attempts[0]?.capture !== null, captured);
      assert.equal(history?.artifacts.length, captured ? 1 : 0);
      assert.equal(history?.transitions.at(-1)?.to, history?.run.state);
    }
  },

  "results come by run, also when runs end in another order": async ({ store }) => {
    const runs = await accept(store);
    for (const { id } of runs.toReversed()) await bring(store, id, "graded");
    assert.deepEqual(
      (await store.results()).map((row) => row.run),
      runs.map((run) => run.id),
    );
  },

  "a view of it is consistent, and the same on every reading": async ({ store }) => {
    await fill(store);
    const view = await readView(store);
    assert.equal(view?.runs.length, PLAN.cells.length * PLAN.repeats);
    assert.equal(view?.results.size, 3);
    assert.deepEqual(await readView(store), view);
  },

  "nothing can be done with a store that was closed": async ({ store }) => {
    await accept(store);
    await store.close();
    await assert.rejects(store.runs());
    await assert.rejects(store.claim({ run: 1, atMs: 1 }));
  },
};
