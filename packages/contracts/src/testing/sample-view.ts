import { compareKeys } from "../digest.ts";
import type { FrozenPlan, PlannedCell, Recipe } from "../plan.ts";
import type { RunRecord, RunResultRow } from "../ports/run-store.ts";
import type { RunState } from "../run-state.ts";
import { currentPlan, type ExperimentView } from "../view.ts";
import { sampleCell, samplePlan } from "./sample-plans.ts";

/** What is stored of one planned run. */
interface SampleRun {
  readonly state: RunState;
  /** Of the current attempt; null before its purchase ended. */
  readonly cost: number | null;
  readonly passed: boolean | null;
  readonly score: number | null;
}

/** A run that has its verdict: it passed or not, at this price in nano-USD. */
export function gradedRun(passed: boolean | null, cost: number | null = 1000): SampleRun {
  return { state: "graded", cost, passed, score: passed === null ? null : passed ? 1 : 0.25 };
}

/** A run without a verdict that counts, whatever an earlier grading has said. */
export function openRun(state: RunState): SampleRun {
  return { state, cost: 1000, passed: true, score: 1 };
}

interface SampleViewSpec {
  /** What is stored of the runs of each cell, by its label; the plan asks for two. */
  readonly cells: Readonly<Record<string, readonly SampleRun[]>>;
  readonly waiting?: readonly Recipe[];
  readonly unresolved?: readonly Recipe[];
}

/** What a store holds in the middle of an experiment with two repeats, its recipes included. */
export function sampleView({ cells: stored, waiting = [], unresolved = [] }: SampleViewSpec): ExperimentView {
  const cells = Object.keys(stored).sort(compareKeys).map(sampleCell);
  const runs: RunRecord[] = [];
  const results = new Map<number, RunResultRow>();
  for (const [label, some] of Object.entries(stored))
    for (const [i, run] of some.entries()) {
      const id = runs.length + 1;
      runs.push(runRecord(id, sampleCell(label).digest, i + 1, run.state));
      if (run.state !== "planned") results.set(id, resultRow(id, run));
    }
  return {
    experiment: { id: "e", name: "example", createdAtMs: 0, finalizedRevision: null },
    plan: {
      ...planOf(cells, [...waiting, ...unresolved]),
      cells,
      waiting,
      unresolved: unresolved.map((recipe) => ({ recipe, reason: "T0 has no winner" })),
    },
    runs,
    results,
    selections: [],
    spend: [],
    parks: [],
  };
}

function planOf(cells: readonly PlannedCell[], recipes: readonly Recipe[]) {
  const plan: FrozenPlan = samplePlan(cells, recipes, 2);
  const names = new Map(
    [...cells, ...recipes].map(({ key: { tier, subtest } }) => [`${tier}/${subtest}`, { tier, subtest }]),
  );
  const subtests = [...names.values()].map(({ tier, subtest }) => ({ tier, id: subtest, title: `Set-up ${subtest}` }));
  const folded = currentPlan([{ revision: 1, digest: "plan", plan: { ...plan, subtests }, acceptedAtMs: 0 }]);
  if (!folded) throw new Error("a plan folds to itself");
  return folded;
}

function runRecord(id: number, cell: string, n: number, state: RunState): RunRecord {
  const missing = state === "missing" ? "not delivered" : null;
  return { id, cell, n, state, fence: 1, attempt: 1, grading: 1, hold: null, missing };
}

function resultRow(run: number, { state, cost, passed, score }: SampleRun): RunResultRow {
  return {
    run,
    attempt: 1,
    position: run,
    token: `token-${run}`,
    startedAtMs: run,
    end: {
      outcome: state === "missing" ? "invalid" : "ok",
      reason: null,
      exitCode: 0,
      signal: null,
      durationMs: 1200,
      usage: null,
      cost,
      costSource: cost === null ? "unknown" : "reported",
      isolation: "none",
      outputTruncated: false,
    },
    capture: null,
    verdict: { passed, score, grade: passed === null ? null : passed ? "S" : "D", basis: "checks" },
    gradingSpec: null,
  };
}
