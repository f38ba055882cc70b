import { median } from "@scylla/stats";
import type { UpstreamTokens } from "../model.ts";
import { costOfPassOf, groups, known, total } from "./columns.ts";
import type { RunFigures } from "./run-figures.ts";
import { tokensBy } from "./tables.ts";

/** What upstream's `report.json` of an experiment says. */
export interface ReportTotals {
  readonly experiment: string;
  readonly tokens: UpstreamTokens | null;
  readonly totalCost: number;
  /** The cheapest pass of any tier's best subtest. */
  readonly frontierCostOfPass: number | null;
  readonly bestTier: string | null;
  readonly tiers: readonly TierBest[];
}

interface TierBest {
  readonly tier: string;
  readonly bestSubtest: string;
  /** Of its best subtest. */
  readonly costOfPass: number | null;
}

/** Below this difference between the first two medians, the one with fewer tokens is the best. */
const MARGIN = 0.05;

export function reportTotals(runs: readonly RunFigures[]): readonly ReportTotals[] {
  return groups(runs, "experiment").map(([experiment, of]) => {
    const tiers = groups(of, "tier").flatMap(([tier, ofTier]) => bestOf(tier, ofTier));
    const best = tiers.reduce<TierBest | null>((least, tier) => (cheaper(tier, least) ? tier : least), null);
    return {
      experiment,
      tokens: tokensBy(of, total),
      totalCost: total(known(of, "costUsd")),
      frontierCostOfPass: best?.costOfPass ?? null,
      bestTier: best?.tier ?? null,
      tiers,
    };
  });
}

const cheaper = (tier: TierBest, least: TierBest | null): boolean =>
  tier.costOfPass !== null && (least?.costOfPass == null || tier.costOfPass < least.costOfPass);

function bestOf(tier: string, runs: readonly RunFigures[]): readonly TierBest[] {
  const ranked = groups(runs, "subtest")
    .map(([subtest, of]) => ({ subtest, of, score: median(known(of, "score")) ?? 0 }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (!first) return [];
  const tokens = (of: readonly RunFigures[]): number => total(known(of, "totalTokens"));
  const close = second !== undefined && first.score - second.score < MARGIN && tokens(second.of) < tokens(first.of);
  const best = close ? second : first;
  return [{ tier, bestSubtest: best.subtest, costOfPass: costOfPassOf(best.of) }];
}
