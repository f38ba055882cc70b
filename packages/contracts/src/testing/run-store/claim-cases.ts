import assert from "node:assert/strict";
import { expectError } from "../expect-error.ts";
import { bring, claimed, firstRun, historyOf, leavesAlone, type OpenRunStore, runOf } from "./bench.ts";

type Body = (subject: OpenRunStore) => Promise<void>;

export const claimCases: Readonly<Record<string, Body>> = {
  "each claim raises the fence and says where the run stands": async ({ store }) => {
    const run = await firstRun(store);
    const first = await store.claim({ run, atMs: 1 });
    assert.deepEqual(first, { run, fence: 1, attempt: 1, grading: 1, state: "planned" });
    await bring(store, run, "workspace");
    const third = await store.claim({ run, atMs: 1 });
    assert.deepEqual(third, { run, fence: 3, attempt: 1, grading: 1, state: "workspace" });
    assert.equal((await runOf(store, run)).fence, 3);
  },

  "a claim of one run leaves its siblings alone": async ({ store }) => {
    const run = await firstRun(store);
    const before = (await store.runs()).filter((one) => one.id !== run);
    await store.claim({ run, atMs: 1 });
    assert.deepEqual(
      (await store.runs()).filter((one) => one.id !== run),
      before,
    );
  },

  "claims at once get different fences": async ({ store }) => {
    const run = await firstRun(store);
    const claims = await Promise.all([1, 2, 3, 4].map((atMs) => store.claim({ run, atMs })));
    assert.deepEqual(claims.map((claim) => claim?.fence).sort(), [1, 2, 3, 4]);
  },

  "an older claim is dead as soon as there is a newer one": async ({ store }) => {
    const run = await firstRun(store);
    const old = await claimed(store, run);
    const current = await claimed(store, run);
    await leavesAlone(store, () => expectError(old.step("workspace"), "STORE_FENCED"));
    assert.equal(await current.step("workspace"), "applied");
  },

  "a claim clears the hold": async ({ store }) => {
    const run = await firstRun(store);
    const hold = { kind: "parked", key: "bot", untilMs: 99_000 } as const;
    const worker = await claimed(store, run);
    await worker.step("planned", [{ kind: "hold", hold }]);
    assert.deepEqual((await runOf(store, run)).hold, hold);
    await store.claim({ run, atMs: 1 });
    assert.equal((await runOf(store, run)).hold, null);
  },

  "a failed hold keeps the state, and says stage, code and message": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "agent");
    const hold = { kind: "failed", stage: "capture", code: "DISK_FULL", message: "no space left" } as const;
    await worker.step("agent", [{ kind: "hold", hold }]);
    const { state, hold: stored } = await runOf(store, run);
    assert.deepEqual({ state, stored }, { state: "agent", stored: hold });
  },

  "a final run can't be claimed, and keeps its fence": async ({ store }) => {
    const run = await firstRun(store);
    await bring(store, run, "graded");
    await leavesAlone(store, async () => assert.equal(await store.claim({ run, atMs: 1 }), null));
    const [, second] = await store.runs();
    assert.ok(second);
    await (await claimed(store, second.id)).step("missing");
    await leavesAlone(store, async () => assert.equal(await store.claim({ run: second.id, atMs: 1 }), null));
  },

  "a purchase that was interrupted is abandoned by the next claim: in the ledger, at unknown cost": async ({
    store,
  }) => {
    const run = await firstRun(store);
    await bring(store, run, "buying");
    const claim = await store.claim({ run, atMs: 5000 });
    assert.deepEqual(claim, { run, fence: 2, attempt: 2, grading: 1, state: "planned" });
    const { run: record, attempts, transitions } = await historyOf(store, run);
    assert.deepEqual(
      { state: record.state, attempt: record.attempt, grading: record.grading },
      { state: "planned", attempt: 2, grading: 1 },
    );
    assert.equal(attempts.length, 1);
    assert.equal(attempts[0]?.abandoned, "interrupted");
    assert.equal(attempts[0]?.end, null);
    assert.deepEqual(await store.spend(), [{ run, attempt: 1, reason: "interrupted", cost: null, atMs: 5000 }]);
    assert.deepEqual(await store.results(), []);
    assert.partialDeepStrictEqual(transitions.at(-1), { from: "buying", to: "planned", fence: 2, atMs: 5000 });
  },

  "an interrupted purchase is booked at what it is known to have cost": async ({ store }) => {
    const run = await firstRun(store);
    await bring(store, run, "buying");
    await store.claim({ run, atMs: 5000, lost: 7_000_000 });
    assert.deepEqual(await store.spend(), [{ run, attempt: 1, reason: "interrupted", cost: 7_000_000, atMs: 5000 }]);
  },

  "a claim that finds no interruption books nothing": async ({ store }) => {
    const run = await firstRun(store);
    await store.claim({ run, atMs: 5000, lost: 7_000_000 });
    assert.deepEqual(await store.spend(), []);
  },

  "an interruption is booked once, however often the run is claimed after it": async ({ store }) => {
    const run = await firstRun(store);
    await bring(store, run, "buying");
    await Promise.all([store.claim({ run, atMs: 5000 }), store.claim({ run, atMs: 5001 })]);
    await store.claim({ run, atMs: 5002 });
    assert.equal((await store.spend()).length, 1);
    assert.equal((await runOf(store, run)).attempt, 2);
  },

  "the end of a purchase that was given up meanwhile comes too late": async ({ store }) => {
    const run = await firstRun(store);
    const old = await bring(store, run, "buying");
    await store.claim({ run, atMs: 5000 });
    await leavesAlone(store, () => expectError(old.step("agent"), "STORE_FENCED"));
  },

  "a run that is paid for keeps its attempt over any number of claims": async ({ store }) => {
    const run = await firstRun(store);
    await bring(store, run, "agent");
    for (let i = 0; i < 3; i++) assert.equal((await store.claim({ run, atMs: 1 }))?.attempt, 1);
    assert.deepEqual(await store.spend(), []);
  },

  "a run that does not exist is a clear error, and not a silent success": async ({ store }) => {
    await firstRun(store);
    const run = 4711;
    const step = { run, fence: 1, opId: "1.1", from: "planned", to: "workspace", atMs: 1, facts: [] } as const;
    await leavesAlone(store, async () => {
      for (const work of [
        store.claim({ run, atMs: 1 }),
        store.transition(step),
        store.reopen({ runs: [run], to: "planned", reason: "test", atMs: 1 }),
      ]) {
        const error = await expectError(work, "INTERNAL");
        assert.match(error.message, /4711/);
      }
    });
    assert.equal(await store.history(run), null);
  },
};
