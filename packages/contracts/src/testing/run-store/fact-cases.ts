import assert from "node:assert/strict";
import { sha256 } from "../../digest.ts";
import {
  accept,
  artifact,
  bring,
  CAPTURE,
  CHECKS,
  claimed,
  endOf,
  firstRun,
  GRADING,
  historyOf,
  type OpenRunStore,
  OTHER_GRADING,
  runOf,
  VERDICT,
} from "./bench.ts";

type Body = (subject: OpenRunStore) => Promise<void>;

export const factCases: Readonly<Record<string, Body>> = {
  "a purchase makes the attempt's row before its end is known": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "workspace");
    await worker.step("buying", [{ kind: "attempt-started", token: "secret" }]);
    const begun = { run, attempt: 1, position: 1, token: "secret", startedAtMs: 2002, end: null, capture: null };
    assert.deepEqual((await historyOf(store, run)).attempts, [{ ...begun, abandoned: null }]);
    assert.deepEqual(await store.results(), [{ ...begun, verdict: null, gradingSpec: null }]);
  },

  "positions count in the order in which agents were started, over all runs": async ({ store }) => {
    const runs = (await accept(store)).slice(0, 3).map((run) => run.id);
    const workers = await Promise.all(runs.map((run) => bring(store, run, "workspace")));
    for (const worker of workers.toReversed()) await worker.step("buying");
    const [first] = runs;
    assert.ok(first);
    await bring(store, first, "buying");
    const histories = await Promise.all(runs.map((run) => historyOf(store, run)));
    assert.deepEqual(
      histories.map(({ attempts }) => attempts.map((attempt) => attempt.position)),
      [[3, 4], [2], [1]],
    );
  },

  "an end comes back as it was: null is unknown, and not 0": async ({ store }) => {
    const runs = await accept(store);
    const ends = [
      endOf(),
      endOf({ outcome: "agent_error", reason: "gave up", exitCode: 3, cost: 0, usage: {} }),
      endOf({ outcome: "timeout", exitCode: null, signal: "SIGTERM", cost: null, costSource: "unknown", usage: null }),
      endOf({ outcome: "limit", outputTruncated: true, cost: 9_007_199_254_740_991, costSource: "computed" }),
    ];
    for (const [i, end] of ends.entries()) {
      const worker = await bring(store, runs[i]?.id ?? 0, "buying");
      await worker.step("agent", [{ kind: "attempt-ended", end }]);
    }
    assert.deepEqual(
      (await store.results()).map((row) => row.end),
      ends,
    );
  },

  "a capture and its artefacts are recorded with the step": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "agent");
    await worker.step("captured", [
      { kind: "captured", capture: CAPTURE },
      artifact("stdout"),
      artifact("patch"),
      artifact("changes"),
    ]);
    const { attempts, artifacts } = await historyOf(store, run);
    assert.deepEqual(attempts[0]?.capture, CAPTURE);
    assert.deepEqual(
      artifacts,
      ["changes", "patch", "stdout"].map((name) => ({
        run,
        attempt: 1,
        grading: 0,
        name,
        digest: sha256(name),
        bytes: name.length,
      })),
    );
  },

  "two artefacts may have one content": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "agent");
    const same = { kind: "artifact", scope: "attempt", digest: sha256("same"), bytes: 4 } as const;
    await worker.step("captured", [
      { kind: "captured", capture: CAPTURE },
      { ...same, name: "stdout" },
      { ...same, name: "stderr" },
    ]);
    assert.equal((await historyOf(store, run)).artifacts.length, 2);
  },

  "checks are a grading without a verdict; its artefacts carry its number": async ({ store }) => {
    const run = await firstRun(store);
    await bring(store, run, "checked");
    const { gradings, artifacts } = await historyOf(store, run);
    assert.deepEqual(gradings, [{ run, attempt: 1, grading: 1, spec: GRADING, checks: CHECKS, verdict: null }]);
    assert.deepEqual(
      artifacts.map(({ grading, name }) => ({ grading, name })),
      [
        { grading: 0, name: "patch" },
        { grading: 1, name: "check/unit" },
      ],
    );
    assert.partialDeepStrictEqual(await store.results(), [{ verdict: null, gradingSpec: GRADING }]);
  },

  "a verdict joins the checks of its grading": async ({ store }) => {
    const run = await firstRun(store);
    await bring(store, run, "graded");
    assert.deepEqual((await historyOf(store, run)).gradings, [
      { run, attempt: 1, grading: 1, spec: GRADING, checks: CHECKS, verdict: VERDICT },
    ]);
    assert.partialDeepStrictEqual(await store.results(), [{ verdict: VERDICT, gradingSpec: GRADING }]);
  },

  "a verdict may stand without checks, and without evidence": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "captured");
    const nothing = { passed: null, score: null, grade: null, basis: "none" } as const;
    await worker.step("graded", [{ kind: "verdict", spec: GRADING, verdict: nothing }]);
    assert.deepEqual((await historyOf(store, run)).gradings, [
      { run, attempt: 1, grading: 1, spec: GRADING, checks: [], verdict: nothing },
    ]);
  },

  "an attempt that does not count goes to the ledger with its price, and the next has a higher number": async ({
    store,
  }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "buying");
    const end = endOf({ outcome: "infra_error", cost: 7 });
    await worker.step("planned", [
      { kind: "attempt-ended", end },
      { kind: "attempt-abandoned", reason: "infra_error", cost: 7 },
    ]);
    const { attempt, grading, state } = await runOf(store, run);
    assert.deepEqual({ attempt, grading, state }, { attempt: 2, grading: 1, state: "planned" });
    assert.deepEqual(await store.spend(), [{ run, attempt: 1, reason: "infra_error", cost: 7, atMs: 2003 }]);
    const [lost] = (await historyOf(store, run)).attempts;
    assert.partialDeepStrictEqual(lost, { attempt: 1, end, abandoned: "infra_error" });
    assert.deepEqual(await store.results(), []);
  },

  "after an attempt that does not count, results and artefacts are those of the next": async ({ store }) => {
    const run = await firstRun(store);
    const first = await bring(store, run, "captured");
    await first.step("planned", [{ kind: "attempt-abandoned", reason: "invalidated", cost: 125_000_000 }]);
    await bring(store, run, "captured");
    const { attempts, artifacts } = await historyOf(store, run);
    assert.deepEqual(
      attempts.map(({ attempt, abandoned }) => ({ attempt, abandoned })),
      [
        { attempt: 1, abandoned: "invalidated" },
        { attempt: 2, abandoned: null },
      ],
    );
    assert.deepEqual(
      artifacts.map((one) => one.attempt),
      [1, 2],
    );
    assert.partialDeepStrictEqual(await store.results(), [{ attempt: 2, position: 2 }]);
  },

  "an attempt and its hold are recorded together: parked, and the next attempt waits": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "buying");
    const hold = { kind: "parked", key: "bot", untilMs: 60_000 } as const;
    await worker.step("planned", [
      { kind: "attempt-ended", end: endOf({ outcome: "rate_limited", cost: null }) },
      { kind: "attempt-abandoned", reason: "rate_limited", cost: null },
      { kind: "hold", hold },
    ]);
    assert.partialDeepStrictEqual(await runOf(store, run), { state: "planned", attempt: 2, hold });
    assert.partialDeepStrictEqual(await store.spend(), [{ reason: "rate_limited", cost: null }]);
  },

  "a finally missing run says why, and keeps its attempt": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "buying");
    await worker.step("missing", [
      { kind: "attempt-ended", end: endOf({ outcome: "invalid" }) },
      { kind: "missing", reason: "the skill was not delivered" },
    ]);
    assert.partialDeepStrictEqual(await runOf(store, run), {
      state: "missing",
      missing: "the skill was not delivered",
      attempt: 1,
    });
    assert.partialDeepStrictEqual(await store.results(), [{ attempt: 1, end: { outcome: "invalid" } }]);
    assert.deepEqual(await store.spend(), []);
  },

  "a run may be finally missing without having been tried": async ({ store }) => {
    const run = await firstRun(store);
    await (await claimed(store, run)).step("missing", [{ kind: "missing", reason: "no winner" }]);
    assert.equal((await runOf(store, run)).missing, "no winner");
    assert.deepEqual(await store.results(), []);
  },

  "a further grading leaves the older one in the history and out of the results": async ({ store }) => {
    const run = await firstRun(store);
    const worker = await bring(store, run, "checked");
    await worker.step("captured", [{ kind: "regrade", reason: "the task's checks changed" }]);
    assert.partialDeepStrictEqual(await runOf(store, run), { state: "captured", attempt: 1, grading: 2 });
    assert.partialDeepStrictEqual(await store.results(), [{ attempt: 1, verdict: null, gradingSpec: null }]);
    const failed = { passed: false, score: 0, grade: "F", basis: "checks" } as const;
    await worker.step("checked", [
      { kind: "checked", spec: OTHER_GRADING, checks: [] },
      artifact("check/unit", "grading"),
    ]);
    await worker.step("graded", [{ kind: "verdict", spec: OTHER_GRADING, verdict: failed }]);
    const { gradings, artifacts } = await historyOf(store, run);
    assert.deepEqual(
      gradings.map(({ grading, spec, verdict }) => ({ grading, spec, verdict })),
      [
        { grading: 1, spec: GRADING, verdict: null },
        { grading: 2, spec: OTHER_GRADING, verdict: failed },
      ],
    );
    assert.deepEqual(
      artifacts.map((one) => one.grading),
      [0, 1, 2],
    );
    assert.partialDeepStrictEqual(await store.results(), [{ verdict: failed, gradingSpec: OTHER_GRADING }]);
    assert.deepEqual(await store.spend(), []);
  },
};
