import type { SubtestResult } from "@scylla/contracts";

/** Stands where nothing is known: never 0. */
export const UNKNOWN = "–";

/** A share in percent. Rounding never makes all of most, or nothing of little. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return "<1%";
  if (share < 1 && share > 0.99) return ">99%";
  return `${Math.round(share * 100)}%`;
}

/** `25% (7% to 59%)` */
export function passRate({
  passRate: rate,
  passRateInterval: interval,
}: Pick<SubtestResult, "passRate" | "passRateInterval">): string {
  if (rate === null || !interval) return UNKNOWN;
  return `${percent(rate)} (${percent(interval.low)} to ${percent(interval.high)})`;
}

export function score(value: number | null): string {
  if (value === null) return UNKNOWN;
  return value < 1 && value > 0.994 ? ">0.99" : value > 0 && value < 0.005 ? "<0.01" : value.toFixed(2);
}

/** Dollars, with two digits that count. */
export function usd(value: number | null): string {
  if (value === null) return UNKNOWN;
  if (value === 0) return "$0";
  if (value < 1e-6) return "<$0.000001";
  if (value >= 100) return `$${Math.round(value)}`;
  if (value >= 1) return `$${value.toFixed(2)}`;
  return `$${value.toFixed(Math.min(7, 1 - Math.floor(Math.log10(value))))}`;
}

/** `costs 3.1x`; null where the means are about the same or unknown. */
export function costClause(ratio: number | null): string | null {
  if (ratio === null || (ratio > 0.95 && ratio < 1.05)) return null;
  return `costs ${ratio >= 10 ? Math.round(ratio) : ratio >= 0.1 ? ratio.toFixed(1) : ratio.toPrecision(1)}x`;
}

/** `1 run`, `2 runs` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
