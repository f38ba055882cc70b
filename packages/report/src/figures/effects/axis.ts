import type { ComparisonResult } from "@scylla/contracts";
import { type AxisWords, niceTicks, type Scale } from "../layout/axis.ts";
import type { EffectBlock } from "./rows.ts";

type Metric = ComparisonResult["metric"];

/** In which unit a metric's differences are drawn. */
export interface EffectUnit {
  /** From the unit of the results. */
  readonly factor: number;
  readonly axis: string;
  readonly label: string;
  /** Differences can't lie beyond ± this, in the drawn unit. */
  readonly limit: number | null;
}

const SIGNED = "(datum.value > 0 ? '+' : '')";

export const UNITS: Readonly<Record<Metric, EffectUnit>> = {
  passRate: {
    factor: 100,
    axis: "difference in pass rate, percentage points",
    label: `${SIGNED} + format(datum.value, '~g')`,
    limit: 100,
  },
  score: {
    factor: 100,
    axis: "difference in score, hundredths",
    label: `${SIGNED} + format(datum.value, '~g')`,
    limit: 100,
  },
  costUsd: {
    factor: 1,
    axis: "difference in cost, US dollars a run",
    label: `${SIGNED} + format(datum.value, '$~g')`,
    limit: null,
  },
  durationMs: {
    factor: 0.001,
    axis: "difference in time, seconds a run",
    label: `${SIGNED} + format(datum.value, '~g')`,
    limit: null,
  },
};

/** Everything that is drawn fits, zero is in it, and what has bounds ends a little beyond them. */
export function effectScale(blocks: readonly EffectBlock[], unit: EffectUnit): Scale {
  const values = blocks.flatMap(({ rows }) =>
    rows.flatMap(({ comparison: { effect, interval, margin, smallestDetectable: least }, tasks }) => [
      ...(effect === null ? [] : [effect]),
      ...(interval ? [interval.low, interval.high] : []),
      ...(margin === null ? [] : [-margin, margin]),
      ...(least === null || !isDrawable(least, unit) ? [] : [-least, least]),
      ...tasks.map(({ difference }) => difference),
    ]),
  );
  const [low, high] = [Math.min(0, ...values) * unit.factor, Math.max(0, ...values) * unit.factor];
  const room = (high - low || 1) * 0.05;
  return { domain: [rounded(low - room), rounded(high + room)] };
}

/** A design may need an effect that can't be. */
export function isDrawable(smallest: number, { factor, limit }: EffectUnit): boolean {
  return limit === null || smallest * factor <= limit;
}

/** Digits that a pixel shows, so that sums in another order draw the same. */
export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

export function effectAxis({ domain: [low, high] }: Scale, unit: EffectUnit, width: number): AxisWords {
  return { title: unit.axis, ticks: niceTicks(low, high, Math.max(2, width / 45)), label: unit.label };
}
