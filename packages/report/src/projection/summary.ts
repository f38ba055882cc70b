import { type NanoUsd, type SubtestResult, usdFromNano, type Verdict } from "@scylla/contracts";
import { wilsonInterval } from "@scylla/stats";
import type { PlannedRun } from "./planned-runs.ts";

type Summary = Omit<SubtestResult, "tier" | "subtest" | "title" | "agent">;

/**
 * The figures of some planned runs. Means are of valid runs, and null when one of them is unknown.
 * Neither the order of the runs nor that of the store's rows changes a digit.
 */
export function summaryOf(planned: readonly PlannedRun[]): Summary {
  const valid = planned.filter((one) => one.valid);
  const verdicts = valid.flatMap(({ row }): Verdict[] => (row?.verdict ? [row.verdict] : []));
  const decided = verdicts.filter(({ passed }) => passed !== null).length;
  const passed = verdicts.filter((verdict) => verdict.passed === true).length;
  const cost = sumOfAll(valid.map(({ row }): NanoUsd | null => row?.end?.cost ?? null));
  const score = sumOfAll(verdicts.map((verdict) => verdict.score));
  return {
    runs: planned.length,
    valid: valid.length,
    passRate: decided === 0 ? null : passed / decided,
    passRateInterval: wilsonInterval(passed, decided),
    meanScore: score === null ? null : score / valid.length,
    meanCostUsd: cost === null ? null : usdFromNano(cost / valid.length),
    // Mean cost over pass rate, as one division: exact where sums are.
    costOfPassUsd: cost === null || passed === 0 ? null : usdFromNano((cost * decided) / (valid.length * passed)),
  };
}

/** Null when there is nothing, or one value is unknown: a sum of the known ones would be about other runs. */
function sumOfAll(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || known.length < values.length) return null;
  return known.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0);
}
