import {
  type CheckResult,
  type CheckSpec,
  type Grade,
  type GradingSpec,
  OUTCOME_POLICY,
  type Outcome,
  type Verdict,
} from "@scylla/contracts";

const NO_VERDICT: Verdict = { passed: null, score: null, grade: null, basis: "none" };

/** What one check of the spec contributes. `unknown`: it should have been there and yielded no evidence. */
interface Evidence {
  readonly required: boolean;
  readonly weight: number;
  readonly state: "passed" | "failed" | "na" | "unknown";
  /** In [0, 1]; null for `na` and `unknown`. */
  readonly score: number | null;
}

/**
 * The verdict on an attempt from the results of its checks. However the attempt ended, what it left behind is graded;
 * an outcome that is not scored has no verdict.
 *
 * - passed: every required check that applies passed, and at least one did. One failed check decides, whatever is unknown beside it.
 *   Null where only unknown evidence stands in the way, and where no required check applies.
 * - score: sum of weight x score over sum of weights, of the checks that yielded evidence; a timeout scores 0.
 *   Null when a required check yielded none, and when no weight is left.
 * - A result that the spec does not name is no evidence; neither is a missing one.
 */
export function verdictOf(params: {
  readonly spec: Pick<GradingSpec, "checks">;
  readonly outcome: Outcome;
  readonly checks: readonly CheckResult[];
}): Verdict {
  if (!OUTCOME_POLICY[params.outcome].scored) return NO_VERDICT;
  const results = new Map(params.checks.map((check) => [check.id, check]));
  const evidence = params.spec.checks.map((spec) => evidenceOf(spec, results.get(spec.id)));
  const score = scoreOf(evidence);
  return {
    passed: passedOf(evidence.filter((one) => one.required)),
    score,
    grade: score === null ? null : gradeOf(score),
    basis: evidence.some((one) => one.score !== null) ? "checks" : "none",
  };
}

function evidenceOf({ required, weight }: CheckSpec, result: CheckResult | undefined): Evidence {
  switch (result?.status) {
    case "pass":
      return { required, weight, state: "passed", score: result.score ?? 1 };
    case "fail":
    case "timeout":
      return { required, weight, state: "failed", score: result.score ?? 0 };
    case "na":
      return { required, weight, state: "na", score: null };
    default:
      return { required, weight, state: "unknown", score: null };
  }
}

/** Three-valued "and": a failure decides, then an unknown. */
function passedOf(required: readonly Evidence[]): boolean | null {
  const has = (state: Evidence["state"]): boolean => required.some((one) => one.state === state);
  if (has("failed")) return false;
  if (has("unknown")) return null;
  return has("passed") ? true : null;
}

function scoreOf(evidence: readonly Evidence[]): number | null {
  if (evidence.some((one) => one.required && one.state === "unknown")) return null;
  const known = evidence.flatMap(({ weight, score }) => (score === null ? [] : [{ weight, score }]));
  const total = sum(known.map(({ weight }) => weight));
  if (total === 0) return null;
  const share = sum(known.map(({ weight, score }) => weight * score)) / total;
  // Twelve digits, so that 0.8 made of tenths is 0.8 and not a grade lower.
  return Math.round(Math.min(1, share) * 1e12) / 1e12;
}

/** Sorted, so that the sum of fractions does not depend on the order in which checks stand. */
function sum(terms: readonly number[]): number {
  return terms.toSorted((a, b) => a - b).reduce((total, term) => total + term, 0);
}

/** S stands for exactly 1. */
function gradeOf(score: number): Grade {
  if (score === 1) return "S";
  return score >= 0.8 ? "A" : score >= 0.6 ? "B" : score >= 0.4 ? "C" : score >= 0.2 ? "D" : "F";
}
