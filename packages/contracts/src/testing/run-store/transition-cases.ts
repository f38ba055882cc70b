import assert from "node:assert/strict";
import type { Fact, Transition } from "../../ports/run-store.ts";
import type { RunState } from "../../run-state.ts";
import { expectError } from "../expect-error.ts";
import {
  artifact,
  bring,
  CAPTURE,
  CHECKS,
  claimed,
  endOf,
  firstRun,
  GRADING,
  historyOf,
  leavesAlone,
  type OpenRunStore,
  OTHER_GRADING,
  runOf,
  VERDICT,
} from "./bench.ts";

type Body = (subject: OpenRunStore) => Promise<void>;

const started = (token: string): Fact => ({ kind: "attempt-started", token });
const ended: Fact = { kind: "attempt-ended", end: endOf() };
const captured: Fact = { kind: "captured", capture: CAPTURE };
const checked: Fact = { kind: "checked", spec: GRADING, checks: CHECKS };
const verdict: Fact = { kind: "verdict", spec: GRADING, verdict: VERDICT };

/** From a state, a step that can't be, with facts that can't be: each for one reason. */
const IMPOSSIBLE: readonly (readonly [why: string, from: RunState, to: RunState, facts: readonly Fact[]])[] = [
  ["a step that skips the purchase", "workspace", "agent", [ended]],
  ["a step back into a purchase", "captured", "buying", [started("again")]],
  ["a purchase without its attempt", "workspace", "buying", []],
  ["an attempt without its purchase", "planned", "workspace", [started("early")]],
  ["an end that says nothing", "buying", "agent", []],
  ["a capture that says nothing", "agent", "captured", []],
  ["a check that says nothing", "captured", "checked", []],
  ["a verdict that says nothing", "checked", "graded", []],
  ["a missing run without a reason", "planned", "missing", []],
  ["an end of an attempt that never began", "workspace", "planned", [ended]],
  ["a second end", "agent", "agent", [ended]],
  ["a second capture", "captured", "captured", [captured]],
  ["a second set of checks", "checked", "checked", [checked]],
  ["two verdicts", "checked", "graded", [verdict, verdict]],
  ["a verdict by another spec than its checks", "checked", "graded", [{ ...verdict, spec: OTHER_GRADING }]],
  ["two artefacts of one name", "agent", "captured", [captured, artifact("patch"), artifact("patch")]],
  ["an artefact that is there already", "captured", "captured", [artifact("patch")]],
];

export const transitionCases: Readonly<Record<string, Body>> = {
  "a step moves the run and writes its log row": async ({ store }) => {
    const run = await firstRun(store);
    const { fence } = (await claimed(store, run)).claim;
    const step: Transition = { run, fence, opId: "op", from: "planned", to: "workspace", atMs: 77, facts: [] };
    assert.equal(await store.transition(step), "applied");
    assert.equal((await runOf(store, run)).state, "workspace");
    assert.deepEqual((await historyOf(store, run)).transitions, [
      { run, version: 1, opId: "op", from: "planned", to: "workspace", fence, atMs: 77, note: null },
    ]);
  },

  "the same opId again changes nothing, also with other content": async ({ store }) => {
    const run = await firstRun(store);
    const { fence } = (await claimed(store, run)).claim;
    const step: Transition = { run, fence, opId: "op", from: "planned", to: "workspace", atMs: 77, facts: [] };
    await store.transition(step);
    await leavesAlone(store, async () => {
      assert.equal(await store.transition(step), "replayed");
      const hold: Fact = { kind: "hold", hold: { kind: "parked", key: "bot", untilMs: 1 } };
      assert.equal(await store.transition({ ...step, from: "workspace", facts: [hold] }), "replayed");
    });
  },

  "a replay is recognised after further steps and under a newer claim": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "agent");
    await store.claim({ run, atMs: 1 });
    const { fence } = worker.claim;
    const again = { run, fence, opId: `${fence}.2`, from: "workspace", to: "buying", atMs: 1 } as const;
    await leavesAlone(store, async () => {
      assert.equal(await store.transition({ ...again, facts: [started("other")] }), "replayed");
    });
  },

  "an opId is unique within its run, and free in another": async ({ store }) => {
    await firstRun(store);
    for (const { id: run } of await store.runs()) {
      const claim = await store.claim({ run, atMs: 1 });
      assert.ok(claim);
      const step = {
        run,
        fence: claim.fence,
        opId: "same",
        from: "planned",
        to: "workspace",
        atMs: 1,
        facts: [],
      } as const;
      assert.equal(await store.transition(step), "applied");
    }
  },

  "a step from another state than the run's comes too late; nothing is written": async ({ store }) => {
    const run = await firstRun(store);
    const { fence } = (await bring(store, run, "workspace")).claim;
    const step = { run, fence, opId: "late", from: "planned", to: "workspace", atMs: 1, facts: [] } as const;
    await leavesAlone(store, () => expectError(store.transition(step), "STORE_FENCED"));
  },

  "a fence from the future is no better than one from the past": async ({ store }) => {
    const run = await firstRun(store);
    const { fence } = (await claimed(store, run)).claim;
    const step = { run, opId: "op", from: "planned", to: "workspace", atMs: 1, facts: [] } as const;
    await leavesAlone(store, () => expectError(store.transition({ ...step, fence: fence + 1 }), "STORE_FENCED"));
    await leavesAlone(store, () => expectError(store.transition({ ...step, fence: 0 }), "STORE_FENCED"));
  },

  "a run that nobody ever claimed can't be moved": async ({ store }) => {
    const run = await firstRun(store);
    const step = { run, fence: 1, opId: "op", from: "planned", to: "workspace", atMs: 1, facts: [] } as const;
    await leavesAlone(store, () => expectError(store.transition(step), "STORE_FENCED"));
  },

  "of two steps at once one is applied, and the other comes too late": async ({ store }) => {
    const run = await firstRun(store);
    const { fence } = (await claimed(store, run)).claim;
    const step = { run, fence, from: "planned", to: "workspace", atMs: 1, facts: [] } as const;
    const both = await Promise.allSettled(["a", "b"].map((opId) => store.transition({ ...step, opId })));
    assert.deepEqual(both.map((one) => one.status).sort(), ["fulfilled", "rejected"]);
    assert.equal((await historyOf(store, run)).transitions.length, 1);
  },

  "of one step twice at once one is applied, and the other replayed": async ({ store }) => {
    const run = await firstRun(store);
    const { fence } = (await claimed(store, run)).claim;
    const step = { run, fence, opId: "op", from: "planned", to: "workspace", atMs: 1, facts: [] } as const;
    const both = await Promise.all([store.transition(step), store.transition(step)]);
    assert.deepEqual(both.sort(), ["applied", "replayed"]);
  },

  "the log has no gaps, and each row begins where the one before it ended": async ({ store }) => {
    const run = await firstRun(store);
    await bring(store, run, "buying");
    const worker = await bring(store, run, "checked");
    await worker.step("captured", [{ kind: "regrade", reason: "the task's checks changed" }]);
    await bring(store, run, "graded");
    await store.reopen({ runs: [run], to: "planned", reason: "invalidated", atMs: 1 });
    const { transitions } = await historyOf(store, run);
    assert.deepEqual(
      transitions.map((row) => row.version),
      transitions.map((_, i) => i + 1),
    );
    let state: RunState = "planned";
    for (const row of transitions) {
      assert.equal(row.from, state);
      state = row.to;
    }
    assert.equal(state, (await runOf(store, run)).state);
    assert.equal(new Set(transitions.map((row) => row.opId)).size, transitions.length);
  },

  "a step in place is logged like any other": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await claimed(store, run);
    await worker.step("planned", [{ kind: "hold", hold: { kind: "parked", key: "bot", untilMs: 5 } }]);
    assert.partialDeepStrictEqual((await historyOf(store, run)).transitions, [{ from: "planned", to: "planned" }]);
  },

  ...Object.fromEntries(
    IMPOSSIBLE.map(([why, from, to, facts]): [string, Body] => [
      `${why} is refused, and nothing of the batch is written`,
      async ({ store }) => {
        const run = await firstRun(store);
        const worker = await bring(store, run, from);
        // First in the batch stands something that could be written: it must not be.
        const good: Fact = { kind: "hold", hold: { kind: "parked", key: "bot", untilMs: 5 } };
        const log = artifact("before the illegal one");
        await leavesAlone(store, () => expectError(worker.step(to, [good, log, ...facts]), "INTERNAL"));
      },
    ]),
  ),
};
