import { SIZE } from "./marks.ts";
import { INK } from "./palette.ts";

/** Round figures from `low` to `high`, about `count` of them: steps of 1, 2 or 5. */
export function niceTicks(low: number, high: number, count: number): readonly number[] {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Round figures of a logarithmic axis: 1, 2 and 5 times the powers of ten. */
export function logTicks(low: number, high: number): readonly number[] {
  const powers = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, i) => Math.floor(Math.log10(low)) + i,
  );
  const all = powers.flatMap((power) => [1, 2, 5].map((factor) => Number(`${factor}e${power}`)));
  const within = all.filter((value) => value >= low * 0.999 && value <= high * 1.001);
  return within.length > 7 ? within.filter((value) => /^1(e|0*$)|^0\.0*1$/.test(String(value))) : within;
}

/** A quantity along one side, with the domain that it is drawn in. */
export interface Scale {
  readonly domain: readonly [number, number];
  readonly type?: "linear" | "log";
}

export interface AxisWords {
  /** What is measured, with its unit. */
  readonly title: string;
  readonly ticks: readonly number[];
  /** An expression of Vega's over `datum.value`. */
  readonly label: string;
}

/** An encoding by data and not by pixels; with an axis where words are given. */
export function measured(
  field: string,
  { domain, type = "linear" }: Scale,
  words?: AxisWords,
): Record<string, unknown> {
  return {
    field,
    type: "quantitative",
    scale: { type, domain, nice: false, zero: false },
    ...(words
      ? { axis: { title: words.title, values: words.ticks, labelExpr: words.label, labelOverlap: false, ...AXIS_LOOK } }
      : {}),
  };
}

const AXIS_LOOK = {
  domainColor: INK.line,
  tickColor: INK.line,
  tickSize: 4,
  grid: false,
  // Ticks stand where the marks do, not half a pixel beside.
  translate: 0,
  labelColor: INK.soft,
  labelFontSize: SIZE.small,
  labelPadding: 3,
  titleColor: INK.text,
  titleFontSize: SIZE.small,
  titleFontWeight: 400,
} as const;

/** Where a value is drawn, in pixels along `length`. */
export function pixelsOf({ domain: [low, high], type = "linear" }: Scale, length: number): (value: number) => number {
  const [from, to] = type === "log" ? [Math.log(low), Math.log(high)] : [low, high];
  return (value) => (((type === "log" ? Math.log(value) : value) - from) / (to - from)) * length;
}

/** Pixels that an axis takes below the plot. */
export const BOTTOM_AXIS = 36;
