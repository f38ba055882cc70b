import { cliffsDelta, holm, kruskalWallis, mannWhitneyU, mean } from "@scylla/stats";
import { groups, known, type RunMetric } from "./columns.ts";
import type { RunFigures } from "./run-figures.ts";

export interface TierComparisons {
  readonly model: string;
  readonly metric: RunMetric;
  /** Kruskal-Wallis over tiers. Null where upstream has NaN: a tier has a single run, or all values are equal. */
  readonly omnibus: { readonly h: number; readonly df: number; readonly p: number } | null;
  /** Neighbours in order, then the first and the last. */
  readonly pairs: readonly TierPair[];
}

interface TierPair {
  readonly from: string;
  readonly to: string;
  readonly n: readonly [number, number];
  /** Mean of `to` less mean of `from`. */
  readonly difference: number | null;
  /** Of `to` over `from`. */
  readonly cliffsDelta: number | null;
  /** Mann-Whitney U of `from`; 0 with p 1 where a side has fewer than two runs. */
  readonly u: number;
  readonly p: number;
  /** Over all of these pairs. */
  readonly pHolm: number;
}

/** Tests of tiers as upstream makes them: over runs as if they were independent. */
export function comparisonsOf(runs: readonly RunFigures[], metric: RunMetric): readonly TierComparisons[] {
  return groups(runs, "model").map(([model, of]) => {
    const tiers = groups(of, "tier").map(([tier, ofTier]) => ({ tier, values: known(ofTier, metric) }));
    const pairs = transitions(tiers).map(([from, to]) => pairOf(from, to));
    const adjusted = holm(pairs.map(({ p }) => p));
    return {
      model,
      metric,
      omnibus: omnibusOf(tiers.map(({ values }) => values)),
      pairs: pairs.map((pair, i) => ({ ...pair, pHolm: adjusted[i] ?? 1 })),
    };
  });
}

interface TierValues {
  readonly tier: string;
  readonly values: readonly number[];
}

function omnibusOf(tiers: readonly (readonly number[])[]): TierComparisons["omnibus"] {
  const filled = tiers.filter((values) => values.length > 0);
  const all = filled.flat();
  if (filled.some((values) => values.length < 2) || all.every((value) => value === all[0])) return null;
  return kruskalWallis(filled);
}

function transitions(tiers: readonly TierValues[]): readonly (readonly [TierValues, TierValues])[] {
  const pairs = tiers.slice(1).map((to, i): readonly [TierValues, TierValues] => [tiers[i] ?? to, to]);
  const [first, last] = [tiers[0], tiers.at(-1)];
  return first && last && tiers.length > 2 ? [...pairs, [first, last]] : pairs;
}

function pairOf(from: TierValues, to: TierValues): Omit<TierPair, "pHolm"> {
  const [before, after] = [mean(from.values), mean(to.values)];
  const tested = from.values.length < 2 || to.values.length < 2 ? null : mannWhitneyU(from.values, to.values);
  return {
    from: from.tier,
    to: to.tier,
    n: [from.values.length, to.values.length],
    difference: before === null || after === null ? null : after - before,
    cliffsDelta: cliffsDelta(to.values, from.values)?.delta ?? null,
    u: tested?.u ?? 0,
    p: tested?.p ?? 1,
  };
}
