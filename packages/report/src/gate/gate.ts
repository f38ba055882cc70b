import type { Results, RunResult } from "@scylla/contracts";
import { costOfPass, newcombeDifference, wilsonInterval } from "@scylla/stats";
import { commonSetUps, type SetUpRef } from "../comparison/questions.ts";
import { runsBySetUp } from "../comparison/task-pairs.ts";

/** What is demanded of each set-up. */
export interface GateLimits {
  /** Least pass rate, 0 to 1. */
  readonly minPassRate?: number | undefined;
  /** Most that a pass may cost, in USD. */
  readonly maxCostOfPass?: number | undefined;
  /** Results that the pass rate must not fall behind by more than the margin, 0 to 1. */
  readonly noRegression?: { readonly base: Results; readonly margin: number } | undefined;
}

/** `not-worse`: the whole 95 % interval is on the right side of the limit; `worse`: it is on the wrong side; `undecided`: the limit is in it. */
export type GateAnswer = "worse" | "not-worse" | "undecided";

export interface GateCheck extends SetUpRef {
  readonly kind: "min-pass-rate" | "max-cost-of-pass" | "no-regression";
  readonly answer: GateAnswer;
  /** Pass rate, cost of a pass in USD, or difference of pass rates; null where nothing is known. */
  readonly estimate: number | null;
  /** Ends are null where they are unbounded. Missing runs count as failed at one end and as passed at the other. */
  readonly low: number | null;
  readonly high: number | null;
  /** What the interval was held against. */
  readonly limit: number;
  readonly missing: number;
}

/** `gate/1`: speaks of the tasks of the experiment, not of others like them. */
export interface GateResult {
  readonly schema: "gate/1";
  readonly experiment: string;
  readonly passed: boolean;
  readonly onUndecided: "pass" | "fail";
  readonly checks: readonly GateCheck[];
}

/** Holds the set-ups that are named, or all, against limits. Pure. */
export function gateOf(
  results: Results,
  limits: GateLimits,
  {
    onUndecided = "pass",
    only,
  }: { readonly onUndecided?: "pass" | "fail"; readonly only?: (setUp: SetUpRef) => boolean } = {},
): GateResult {
  const setUps = results.subtests.filter((setUp) => only?.(setUp) ?? true);
  const runsOf = runsBySetUp(results.runs);
  const { minPassRate, maxCostOfPass, noRegression } = limits;
  const checks = setUps.flatMap((setUp) => [
    ...(minPassRate === undefined ? [] : [passRateCheck(setUp, runsOf(setUp), minPassRate)]),
    ...(maxCostOfPass === undefined ? [] : [costCheck(setUp, runsOf(setUp), maxCostOfPass)]),
    ...(noRegression === undefined ? [] : regressionCheck(setUp, runsOf(setUp), noRegression)),
  ]);
  const passed = checks.every(
    ({ answer }) => answer === "not-worse" || (answer === "undecided" && onUndecided === "pass"),
  );
  return { schema: "gate/1", experiment: results.experiment, passed, onUndecided, checks };
}

interface Passes {
  readonly passed: number;
  readonly failed: number;
  readonly missing: number;
}

function passesOf(runs: readonly RunResult[]): Passes {
  const passed = runs.filter((run) => run.passed === true).length;
  const failed = runs.filter((run) => run.passed === false).length;
  return { passed, failed, missing: runs.length - passed - failed };
}

function passRateCheck(setUp: SetUpRef, runs: readonly RunResult[], limit: number): GateCheck {
  const { passed, failed, missing } = passesOf(runs);
  const low = wilsonInterval(passed, runs.length)?.low ?? null;
  const high = wilsonInterval(passed + missing, runs.length)?.high ?? null;
  const estimate = passed + failed === 0 ? null : passed / (passed + failed);
  const answer = answerOf(low !== null && low >= limit, high !== null && high < limit);
  return { ...refOf(setUp), kind: "min-pass-rate", answer, estimate, low, high, limit, missing };
}

/** Of the valid runs; tasks are drawn anew for its interval. */
function costCheck(setUp: SetUpRef, runs: readonly RunResult[], limit: number): GateCheck {
  const priced = runs.flatMap(({ task, passed, costUsd }) =>
    passed === null || costUsd === null ? [] : [{ task, passed, cost: costUsd }],
  );
  const found = costOfPass([...Map.groupBy(priced, ({ task }) => task).values()]);
  const { estimate = null, low = null, high = null } = found ?? {};
  const missing = runs.length - priced.length;
  const answer = answerOf(missing === 0 && high !== null && high <= limit, low !== null && low > limit);
  return { ...refOf(setUp), kind: "max-cost-of-pass", answer, estimate, low, high, limit, missing };
}

/** Over the tasks that both experiments have; nothing for a set-up that the other has not. */
function regressionCheck(
  setUp: SetUpRef,
  runs: readonly RunResult[],
  { base, margin }: NonNullable<GateLimits["noRegression"]>,
): readonly GateCheck[] {
  const [pair] = commonSetUps(base.subtests, [setUp]);
  if (!pair) return [];
  const before = runsBySetUp(base.runs)(pair.baseline);
  const [now, then] = [passesOf(sharing(runs, before)), passesOf(sharing(before, runs))];
  const between = (ours: number, theirs: number) =>
    newcombeDifference(
      { successes: ours, trials: now.passed + now.failed + now.missing },
      { successes: theirs, trials: then.passed + then.failed + then.missing },
    );
  const low = between(now.passed, then.passed + then.missing)?.low ?? null;
  const high = between(now.passed + now.missing, then.passed)?.high ?? null;
  const isKnown = now.passed + now.failed > 0 && then.passed + then.failed > 0;
  const estimate = isKnown ? now.passed / (now.passed + now.failed) - then.passed / (then.passed + then.failed) : null;
  const answer = answerOf(low !== null && low >= -margin, high !== null && high < -margin);
  const missing = now.missing + then.missing;
  return [{ ...refOf(setUp), kind: "no-regression", answer, estimate, low, high, limit: -margin, missing }];
}

/** The runs whose tasks the others have too. */
function sharing(runs: readonly RunResult[], others: readonly RunResult[]): readonly RunResult[] {
  const tasks = new Set(others.map(({ task }) => task));
  return runs.filter(({ task }) => tasks.has(task));
}

function answerOf(isNotWorse: boolean, isWorse: boolean): GateAnswer {
  return isNotWorse ? "not-worse" : isWorse ? "worse" : "undecided";
}

function refOf({ tier, subtest, agent }: SetUpRef): SetUpRef {
  return { tier, subtest, agent };
}
