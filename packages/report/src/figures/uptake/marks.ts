import { counted, percent } from "../../text/figures.ts";
import type { Labels } from "../../text/labels.ts";
import type { FigureWidth, Layer } from "../figure.ts";
import { type AxisWords, measured, type Scale } from "../layout/axis.ts";
import { inPixels, lines, SIZE, texts } from "../layout/marks.ts";
import { INK, OKABE_ITO } from "../layout/palette.ts";
import { fit, fitNamed, measure } from "../layout/text-metrics.ts";
import type { UptakePlaces, UptakeRowPlace } from "./places.ts";
import type { UptakeRow } from "./rows.ts";

export const UPTAKE_ROOM: Readonly<
  Record<FigureWidth, { readonly left: number; readonly right: number; readonly top: number }>
> = {
  page: { left: 200, right: 160, top: 0 },
  column: { left: 0, right: 0, top: 0 },
};

const SHARES: Scale = { domain: [0, 100] };
const AXIS: AxisWords = {
  title: "share of valid runs that used it",
  ticks: [0, 25, 50, 75, 100],
  label: "datum.value + ' %'",
};

export function uptakeMarks({ blocks }: UptakePlaces, plot: number): readonly Layer[] {
  const rows = blocks.flatMap((block) => block.rows);
  const frames = rows.map(({ middle }) => ({ x: 0, x2: plot, y: middle + 5, y2: middle + 5 }));
  const bars = rows.map(({ tier, subtest, agent, kind, resource, runs, used, unknown, share, middle }) => ({
    ...{ tier, subtest, agent, kind, resource, runs, used, unknown },
    ...{ from: 0, share: share === null ? null : points(share), y: middle - 5, y2: middle + 5 },
  }));
  const intervals = rows.flatMap(({ interval, middle }) =>
    interval ? [{ low: points(interval.low), high: points(interval.high), y: middle }] : [],
  );
  return [
    lines(frames, { color: INK.faint, strokeWidth: 0.8 }),
    {
      data: { values: bars },
      mark: { type: "rect", color: OKABE_ITO.sky },
      encoding: { x: measured("from", SHARES, AXIS), x2: { field: "share" }, ...inPixels("y", "y2") },
    },
    ...(intervals.length === 0
      ? []
      : [
          {
            data: { values: intervals },
            mark: { type: "rule", color: INK.text, strokeWidth: 1.2 },
            encoding: { x: measured("low", SHARES), x2: { field: "high" }, ...inPixels("y") },
          },
        ]),
  ];
}

export function uptakeWords(
  { blocks }: UptakePlaces,
  labels: Labels,
  { width, plot }: { readonly width: FigureWidth; readonly plot: number },
): readonly Layer[] {
  const { left, right } = UPTAKE_ROOM[width];
  const heads = blocks.map(({ setUp, top }) => ({
    x: -left,
    y: top + 14,
    text: fitNamed(labels.setUp(setUp), left + plot + right, SIZE.text, "bold"),
  }));
  const rules = blocks.map(({ top }) => ({ x: -left, x2: plot + right, y: top, y2: top }));
  const end = plot + right;
  const rows = blocks.flatMap((block) => block.rows);
  const counts = rows.map((row) => ({
    ...at(row),
    x: end - measure(usedWords(row), SIZE.small),
    text: usedWords(row),
  }));
  const names = rows.map((row, i) => {
    const room = width === "page" ? left - 10 : (counts[i]?.x ?? plot) - 10;
    return { ...at(row), x: -left, text: fit(`${row.kind} ${row.resource}`, room, SIZE.text) };
  });
  const shares = rows.flatMap((row) =>
    row.share === null || width === "column" ? [] : [{ ...at(row), x: plot + 10, text: percent(row.share) }],
  );
  return [
    lines(rules, { color: INK.faint, strokeWidth: 0.6 }),
    texts(heads, { weight: "bold" }),
    texts([...names, ...shares], { baseline: "middle" }),
    texts(counts, { baseline: "middle", size: SIZE.small, color: INK.soft }),
  ];
}

function at({ words }: UptakeRowPlace): { readonly y: number } {
  return { y: words };
}

/** `12 of 20 runs, 3 unknown` */
export function usedWords({ runs, used, unknown }: UptakeRow): string {
  if (runs === 0) return "no valid run";
  if (unknown === runs) return `unknown in all ${counted(runs, "run")}`;
  return `${used} of ${counted(runs - unknown, "run")}${unknown > 0 ? `, ${unknown} unknown` : ""}`;
}

function points(share: number): number {
  return Number((share * 100).toPrecision(8));
}
