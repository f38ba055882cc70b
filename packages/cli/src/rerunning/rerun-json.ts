import { runLabel, usdFromNano } from "@scylla/contracts";
import type { RerunItem, RerunPlan } from "@scylla/runner-core";
import { replacedCost } from "./replaced-cost.ts";

/** What `rerun --json` prints. Members are only ever added. */
export function rerunJson(
  { stage, items, open, ungradable, winners }: RerunPlan,
  { status, dir, reason }: { readonly status: string; readonly dir: string; readonly reason: string },
): object {
  const labels = (some: readonly RerunItem[]): readonly string[] => some.map(({ key, n }) => runLabel(key, n));
  const { usd, unknown } = replacedCost(items);
  return {
    status,
    dir,
    stage,
    reason,
    purchases: stage === "agent" ? items.length : 0,
    replacedUsd: stage === "agent" ? usd : 0,
    unknownCosts: stage === "agent" ? unknown : 0,
    runs: items.map(({ key, n, attempt, grading, outcome, cost }) => ({
      key: runLabel(key, n),
      attempt,
      grading,
      outcome,
      costUsd: cost === null ? null : usdFromNano(cost),
    })),
    open: labels(open),
    ungradable: labels(ungradable),
    winners,
  };
}
