import { type AxisWords, logTicks, niceTicks, type Scale } from "../layout/axis.ts";
import type { ParetoPoint } from "./points.ts";

export const QUALITY: Scale = { domain: [0, 100] };

/** From 0, or by orders of magnitude where means differ by more than one. */
export function costScale(points: readonly ParetoPoint[]): Scale {
  const costs = points.map(({ costUsd }) => costUsd);
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  const ends = points.flatMap(({ costUsd, costInterval }) => [
    costUsd,
    ...(costInterval ? [costInterval.low, costInterval.high] : []),
  ]);
  const high = Math.max(...ends);
  if (least <= 0 || most / least <= 10) return { domain: [0, Number(((high || 1) * 1.06).toPrecision(6))] };
  const low = Math.max(Math.min(...ends), least / 3);
  return { type: "log", domain: [Number((low / 1.15).toPrecision(6)), Number((high * 1.15).toPrecision(6))] };
}

export function costAxis(scale: Scale, width: number): AxisWords {
  const [low, high] = scale.domain;
  const ticks = scale.type === "log" ? logTicks(low, high) : niceTicks(low, high, Math.max(2, width / 80));
  return {
    title: `mean cost of a run, US dollars${scale.type === "log" ? " (logarithmic)" : ""}`,
    ticks,
    // Exact decimals, which a number format would round or write with an exponent.
    label: ticks.reduceRight((rest, tick) => `datum.value === ${tick} ? '${dollars(tick)}' : ${rest}`, "''"),
  };
}

export const QUALITY_AXIS: AxisWords = { title: "", ticks: [0, 20, 40, 60, 80, 100], label: "datum.value + ' %'" };

/** Without a digit too many: `$0.05`, `$0.002`, `$10`. */
function dollars(value: number): string {
  const cents = value.toFixed(2);
  if (Number.isInteger(value)) return `$${value}`;
  return `$${Number(cents) === value ? cents : value.toFixed(Math.max(2, -Math.floor(Math.log10(value)) + 1)).replace(/0+$/, "")}`;
}
