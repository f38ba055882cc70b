import { compareKeys, type ExperimentView, isRerunReason, type NanoUsd, usdFromNano } from "@scylla/contracts";

/** Runs whose attempts stopped counting because somebody asked for it. The attempts stay on record, and their cost in the sum outside of results. */
export interface Redone {
  /** Which runs were selected, and why, as it was recorded. */
  readonly reason: string;
  readonly runs: number;
  /** Of the attempts that were replaced. */
  readonly costUsd: number;
  /** Of these attempts, those whose cost nobody knows. */
  readonly unknown: number;
}

/** One for each request, by its reason. */
export function redoneRuns(view: ExperimentView): readonly Redone[] {
  const replaced = view.spend.filter(({ reason }) => isRerunReason(reason));
  return [...Map.groupBy(replaced, ({ reason }) => reason)]
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([reason, attempts]) => ({
      reason,
      runs: new Set(attempts.map(({ run }) => run)).size,
      costUsd: usdFromNano(attempts.reduce<NanoUsd>((sum, { cost }) => sum + (cost ?? 0), 0)),
      unknown: attempts.filter(({ cost }) => cost === null).length,
    }));
}
