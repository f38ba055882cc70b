import assert from "node:assert/strict";
import { sha256 } from "../../digest.ts";
import type { Selection } from "../../selection.ts";
import { expectError } from "../expect-error.ts";
import { acceptance, sampleCell, samplePlan } from "../sample-plans.ts";
import {
  accept,
  bring,
  claimed,
  endOf,
  everything,
  firstRun,
  historyOf,
  LABELS,
  leavesAlone,
  type OpenRunStore,
  runOf,
} from "./bench.ts";

type Body = (subject: OpenRunStore) => Promise<void>;

function selection(tier: string, agent: string, subtest: string | null = "x"): Selection {
  return {
    schema: "selection/1",
    tier,
    agent,
    winner: subtest === null ? null : { subtest, resources: { instructions: { kind: "text", text: "Be brief." } } },
    rule: subtest === null ? "below-quorum" : "pass-rate",
    contenders: [{ subtest: "x", runs: 4, valid: 4, passRate: 0.75, meanScore: null, meanCost: 1.5 }],
    basis: { x: sha256("treatment") },
  };
}

/** Reopening, selections, parks, and the mark of a projected plan. */
export const recordCases: Readonly<Record<string, Body>> = {
  "reopened to captured, a graded run begins a further grading of the same attempt": async ({ store }) => {
    const run = await firstRun(store);
    const { claim } = await bring(store, run, "graded");
    await store.reopen({ runs: [run], to: "captured", reason: "its checks changed", atMs: 9000 });
    assert.partialDeepStrictEqual(await runOf(store, run), {
      state: "captured",
      attempt: 1,
      grading: 2,
      fence: claim.fence + 1,
    });
    const { attempts, gradings, transitions } = await historyOf(store, run);
    assert.equal(attempts[0]?.abandoned, null);
    assert.equal(gradings.length, 1);
    const note = "its checks changed";
    assert.partialDeepStrictEqual(transitions.at(-1), { from: "graded", to: "captured", atMs: 9000, note });
    assert.deepEqual(await store.spend(), []);
    assert.partialDeepStrictEqual(await store.results(), [{ attempt: 1, verdict: null, gradingSpec: null }]);
    await bring(store, run, "graded");
    assert.deepEqual(
      (await historyOf(store, run)).gradings.map((one) => one.grading),
      [1, 2],
    );
  },

  "reopened to planned, a graded run abandons its attempt at its recorded price": async ({ store }) => {
    const run = await firstRun(store);
    await bring(store, run, "graded");
    await store.reopen({ runs: [run], to: "planned", reason: "invalidated", atMs: 9000 });
    assert.partialDeepStrictEqual(await runOf(store, run), { state: "planned", attempt: 2, grading: 1 });
    const { cost } = endOf();
    assert.deepEqual(await store.spend(), [{ run, attempt: 1, reason: "invalidated", cost, atMs: 9000 }]);
    assert.equal((await historyOf(store, run)).attempts[0]?.abandoned, "invalidated");
    assert.deepEqual(await store.results(), []);
  },

  "a missing run that is reopened is missing no longer": async ({ store }) => {
    const run = await firstRun(store);
    await (await claimed(store, run)).step("missing");
    await store.reopen({ runs: [run], to: "planned", reason: "try after all", atMs: 1 });
    assert.partialDeepStrictEqual(await runOf(store, run), { state: "planned", missing: null, attempt: 1 });
    assert.deepEqual(await store.spend(), [], "nothing was bought, so nothing is lost");
    assert.ok(await store.claim({ run, atMs: 1 }));
  },

  "an open run can be given up from any state, and its hold goes": async ({ store }) => {
    for (const [i, state] of (["workspace", "buying", "agent", "captured", "checked"] as const).entries()) {
      const run = (await accept(store))[i]?.id ?? 0;
      const worker = await bring(store, run, state);
      await worker.step(state, [{ kind: "hold", hold: { kind: "parked", key: "bot", untilMs: 1 } }]);
      await store.reopen({ runs: [run], to: "planned", reason: "given up", atMs: 1 });
      const bought = state !== "workspace";
      assert.partialDeepStrictEqual(await runOf(store, run), {
        state: "planned",
        attempt: bought ? 2 : 1,
        hold: null,
      });
      assert.equal((await store.spend()).filter((one) => one.run === run).length, bought ? 1 : 0);
    }
  },

  "whoever worked on a reopened run comes too late": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "captured");
    await store.reopen({ runs: [run], to: "captured", reason: "its checks changed", atMs: 1 });
    await leavesAlone(store, () => expectError(worker.step("checked"), "STORE_FENCED"));
  },

  "what was never captured can't be graded again": async ({ store }) => {
    const run = await firstRun(store);
    for (const state of ["workspace", "buying", "agent"] as const) {
      await bring(store, run, state);
      await leavesAlone(store, () =>
        expectError(store.reopen({ runs: [run], to: "captured", reason: "test", atMs: 1 }), "INTERNAL"),
      );
    }
  },

  "runs are reopened together or not at all, each of them once": async ({ store }) => {
    const [first, second, third] = (await accept(store)).map(({ id }) => id);
    assert.ok(first && second && third);
    for (const run of [first, second]) await bring(store, run, "graded");
    await bring(store, third, "workspace");
    const ask = { to: "captured", reason: "its checks changed", atMs: 1 } as const;
    await leavesAlone(store, () => expectError(store.reopen({ ...ask, runs: [first, third] }), "INTERNAL"));
    await leavesAlone(store, () => expectError(store.reopen({ ...ask, runs: [first, 4711] }), "INTERNAL"));
    await leavesAlone(store, () => store.reopen({ ...ask, runs: [] }));
    await store.reopen({ ...ask, runs: [first, second, first] });
    for (const run of [first, second])
      assert.partialDeepStrictEqual(await runOf(store, run), { state: "captured", attempt: 1, grading: 2 });
  },

  "a winner is recorded once; saying the same again changes nothing": async ({ store }) => {
    await accept(store);
    const winner = selection("T0", "bot");
    assert.equal(await store.recordSelection({ selection: winner, atMs: 1 }), "applied");
    assert.equal(await store.recordSelection({ selection: structuredClone(winner), atMs: 2 }), "replayed");
    assert.deepEqual(await store.selections(), [winner]);
  },

  "another winner of the same tier and agent is refused; the first stays": async ({ store }) => {
    await accept(store);
    await store.recordSelection({ selection: selection("T0", "bot"), atMs: 1 });
    for (const other of [selection("T0", "bot", "y"), selection("T0", "bot", null)])
      await leavesAlone(store, () => expectError(store.recordSelection({ selection: other, atMs: 2 }), "STORE_FENCED"));
  },

  "selections come in key order, bytewise, one for each tier and agent": async ({ store }) => {
    await accept(store);
    for (const [tier, agent] of [
      ["T2", "b"],
      ["T10", "b"],
      ["T10", "B"],
      ["T10", "a"],
    ] as const)
      await store.recordSelection({ selection: selection(tier, agent, null), atMs: 1 });
    assert.deepEqual(
      (await store.selections()).map(({ tier, agent }) => `${tier} ${agent}`),
      ["T10 B", "T10 a", "T10 b", "T2 b"],
    );
  },

  "a park keeps the later deadline, in whatever order deadlines come": async ({ store }) => {
    await accept(store);
    await store.park({ key: "claude", untilMs: 2000 });
    await store.park({ key: "codex", untilMs: 10 });
    await store.park({ key: "claude", untilMs: 1000 });
    assert.deepEqual(await store.parks(), [
      { key: "claude", untilMs: 2000 },
      { key: "codex", untilMs: 10 },
    ]);
    await store.park({ key: "claude", untilMs: 3000 });
    assert.deepEqual((await store.parks())[0], { key: "claude", untilMs: 3000 });
  },

  "the plan whose results were projected is remembered, also when a further one is accepted": async ({ store }) => {
    await accept(store);
    await store.finalize({ revision: 1, atMs: 1 });
    assert.equal((await store.experiment())?.finalizedRevision, 1);
    await store.finalize({ revision: 1, atMs: 2 });
    await store.acceptPlan(acceptance(samplePlan(LABELS.map(sampleCell), [], 3)));
    assert.equal((await store.experiment())?.finalizedRevision, 1);
    await store.finalize({ revision: 2, atMs: 3 });
    assert.equal((await store.experiment())?.finalizedRevision, 2);
  },

  "a plan that was never accepted can't have been projected": async ({ store }) => {
    await expectError(store.finalize({ revision: 1, atMs: 1 }));
    await accept(store);
    await leavesAlone(store, () => expectError(store.finalize({ revision: 2, atMs: 1 })));
  },

  "losses come by run and attempt, whenever they happened": async ({ store }) => {
    const [first, second] = await accept(store);
    assert.ok(first && second);
    for (const run of [second.id, first.id, second.id, first.id]) await bring(store, run, "buying");
    for (const run of [second.id, first.id]) await store.claim({ run, atMs: 1 });
    assert.deepEqual(
      (await store.spend()).map(({ run, attempt }) => [run, attempt]),
      [
        [first.id, 1],
        [first.id, 2],
        [second.id, 1],
        [second.id, 2],
      ],
    );
    assert.deepEqual(await everything(store), await everything(store));
  },
};
