import assert from "node:assert/strict";
import { sha256 } from "../../digest.ts";
import type {
  AttemptEnd,
  CaptureFacts,
  Claim,
  Fact,
  RunHistory,
  RunId,
  RunRecord,
  RunStore,
} from "../../ports/run-store.ts";
import type { RunState } from "../../run-state.ts";
import type { CheckResult, Verdict } from "../../verdict.ts";
import type { Disposable } from "../conformance-case.ts";
import { acceptance, sampleCell, samplePlan } from "../sample-plans.ts";

/** A store that was just made, and the way to find it again. */
export interface OpenRunStore extends Disposable {
  readonly store: RunStore;
  /** Closes every handle, and opens the same store again as another process would. */
  reopen(): Promise<RunStore>;
}

export interface RunStoreSetup {
  /** A fresh, empty store. */
  open(): Promise<OpenRunStore>;
}

export const LABELS = ["a/T0/x/bot", "a/T0/y/bot", "b/T0/x/bot", "b/T0/y/bot"] as const;
/** Two tasks, two set-ups, two repeats: eight runs. */
export const PLAN = samplePlan(LABELS.map(sampleCell));

export const GRADING = sha256("grading a");
export const OTHER_GRADING = sha256("another grading");

export const CAPTURE: CaptureFacts = {
  tree: "1".repeat(40),
  baseTree: "2".repeat(40),
  filesChanged: 2,
  linesAdded: 30,
  linesDeleted: 4,
  deliveredChanged: 1,
  ignoredChanged: 5,
  omitted: 0,
};

export const CHECKS: readonly CheckResult[] = [
  { id: "unit", status: "pass", required: true, score: 1, exitCode: 0, durationMs: 12.5 },
  { id: "lint", status: "error", required: false, score: null, exitCode: null, durationMs: 0 },
];

export const VERDICT: Verdict = { passed: true, score: 1, grade: "S", basis: "checks" };

export function endOf(rest: Partial<AttemptEnd> = {}): AttemptEnd {
  return {
    outcome: "ok",
    reason: null,
    exitCode: 0,
    signal: null,
    durationMs: 1234,
    usage: { inputTokens: 10, outputTokens: 20, cacheReadTokens: 5 },
    cost: 125_000_000,
    costSource: "reported",
    isolation: "process group (not isolated)",
    outputTruncated: false,
    ...rest,
  };
}

export const artifact = (name: string, scope: "attempt" | "grading" = "attempt"): Fact => ({
  kind: "artifact",
  scope,
  name,
  digest: sha256(name),
  bytes: name.length,
});

/** A claim that can step, and remembers where its run stands. */
export interface Worker {
  readonly claim: Claim;
  step(to: RunState, facts?: readonly Fact[]): Promise<"applied" | "replayed">;
}

/** The facts with which a run usually enters a state. */
const USUAL: Readonly<Partial<Record<RunState, (claim: Claim) => readonly Fact[]>>> = {
  buying: ({ run, fence }) => [{ kind: "attempt-started", token: `token-${run}-${fence}` }],
  agent: () => [{ kind: "attempt-ended", end: endOf() }],
  captured: () => [{ kind: "captured", capture: CAPTURE }, artifact("patch")],
  checked: () => [{ kind: "checked", spec: GRADING, checks: CHECKS }, artifact("check/unit", "grading")],
  graded: () => [{ kind: "verdict", spec: GRADING, verdict: VERDICT }],
  missing: () => [{ kind: "missing", reason: "no winner" }],
};

const ROAD: readonly RunState[] = ["planned", "workspace", "buying", "agent", "captured", "checked", "graded"];

export async function claimed(store: RunStore, run: RunId): Promise<Worker> {
  const claim = await store.claim({ run, atMs: 2000 });
  assert.ok(claim, `run ${run} can't be claimed`);
  let from = claim.state;
  let steps = 0;
  return {
    claim,
    step: async (to, facts = USUAL[to]?.(claim) ?? []) => {
      const opId = `${claim.fence}.${++steps}`;
      const done = await store.transition({ run, fence: claim.fence, opId, from, to, atMs: 2000 + steps, facts });
      from = to;
      return done;
    },
  };
}

/** Claims a run and carries it on to a state, with the usual facts. */
export async function bring(store: RunStore, run: RunId, to: RunState): Promise<Worker> {
  const worker = await claimed(store, run);
  const here = ROAD.indexOf(worker.claim.state);
  for (const state of ROAD.slice(here + 1, ROAD.indexOf(to) + 1)) await worker.step(state);
  return worker;
}

/** Accepts the plan of these cases; its runs have the ids of the list, in order. */
export async function accept(store: RunStore): Promise<readonly RunRecord[]> {
  await store.acceptPlan(acceptance(PLAN));
  return store.runs();
}

/** The plan is accepted; the id of its first run. */
export async function firstRun(store: RunStore): Promise<RunId> {
  const [first] = await accept(store);
  assert.ok(first);
  return first.id;
}

export async function runOf(store: RunStore, run: RunId): Promise<RunRecord> {
  return (await historyOf(store, run)).run;
}

export async function historyOf(store: RunStore, run: RunId): Promise<RunHistory> {
  const history = await store.history(run);
  assert.ok(history, `there is no run ${run}`);
  return history;
}

/** Everything that a reader can see, to compare before and after. */
export async function everything(store: RunStore): Promise<unknown> {
  const runs = await store.runs();
  return {
    experiment: await store.experiment(),
    plans: await store.plans(),
    runs,
    selections: await store.selections(),
    parks: await store.parks(),
    results: await store.results(),
    spend: await store.spend(),
    histories: await Promise.all(runs.map((run) => store.history(run.id))),
  };
}

/** Does what is to be refused, and proves that nothing at all was written. */
export async function leavesAlone(store: RunStore, refused: () => Promise<unknown>): Promise<void> {
  const before = await everything(store);
  await refused();
  assert.deepEqual(await everything(store), before, "a refused write left something behind");
}
