import { median } from "@scylla/stats";
import type { UpstreamJudge } from "../model.ts";

/** Points achieved of those possible over a judge's categories, in which what is no number counts 0; as published where none are. Null without any points. */
export function implRateOf({ criteria, implRate }: UpstreamJudge): number | null {
  if (criteria.length === 0) return implRate;
  const max = criteria.reduce((total, criterion) => total + (criterion.max ?? 0), 0);
  const achieved = criteria.reduce((total, criterion) => total + (criterion.achieved ?? 0), 0);
  return max > 0 ? achieved / max : null;
}

/** The median of all judges, those that are not valid included; null where one of them has none. */
export function medianImplRate(judges: readonly UpstreamJudge[]): number | null {
  const rates = judges.map(implRateOf);
  const known = rates.filter((rate) => rate !== null);
  return known.length < rates.length ? null : median(known);
}
