import type { ComparisonResult } from "@scylla/contracts";
import { UNKNOWN, usd } from "./figures.ts";

type Metric = ComparisonResult["metric"];

interface Unit {
  /** Without a sign, which `signed` adds. */
  readonly size: (value: number) => string;
  /** What the figures of a range are followed by. */
  readonly after: string;
  readonly least: number;
}

/** Shares are told in percentage points. */
const POINTS: Unit = { size: (value) => rounded(value * 100), after: " points", least: 0.0005 };

const UNITS: Readonly<Record<Metric, Unit>> = {
  passRate: POINTS,
  score: POINTS,
  costUsd: { size: usd, after: " a run", least: 0 },
  durationMs: { size: (ms) => `${rounded(ms / 1000)} s`, after: " a run", least: 50 },
};

/** A difference with its sign: `+52 points`, `-$0.012 a run`. */
export function difference(metric: Metric, value: number): string {
  return signed(metric, value) + UNITS[metric].after;
}

/** `+41 to +96 points` */
export function differenceRange(
  metric: Metric,
  { low, high }: { readonly low: number; readonly high: number },
): string {
  return `${signed(metric, low)} to ${signed(metric, high)}${UNITS[metric].after}`;
}

/** `5 points`, for what has no sign. */
export function amount(metric: Metric, value: number): string {
  return UNITS[metric].size(Math.abs(value)) + UNITS[metric].after;
}

/** For a table: `+52 (+41 to +96)`. */
export function differenceCell({
  metric,
  effect,
  interval,
}: Pick<ComparisonResult, "metric" | "effect" | "interval">): string {
  if (effect === null) return UNKNOWN;
  const range = interval ? ` (${signed(metric, interval.low)} to ${signed(metric, interval.high)})` : "";
  return signed(metric, effect) + range;
}

export function signed(metric: Metric, value: number): string {
  const { size, least } = UNITS[metric];
  if (Math.abs(value) <= least) return "0";
  return `${value > 0 ? "+" : "-"}${size(Math.abs(value))}`;
}

function rounded(value: number): string {
  return value < 9.95 ? value.toFixed(1).replace(/\.0$/, "") : String(Math.round(value));
}

/** `0.03`, `<0.001` */
export function probability(p: number | null): string {
  if (p === null) return UNKNOWN;
  if (p < 0.001) return "<0.001";
  return p >= 0.1 ? p.toFixed(2) : p.toPrecision(2);
}
