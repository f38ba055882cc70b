import type { Layer } from "../figure.ts";
import { boxes, inPixels, type Line, lines, type PlacedText, SIZE, texts } from "../layout/marks.ts";
import { INK, inkOn, rampColor, WHITE } from "../layout/palette.ts";
import { measure } from "../layout/text-metrics.ts";
import type { HeatData } from "./cells.ts";
import type { HeatPlaces } from "./places.ts";

/** A cell with its place; pixels. */
interface Place extends Line {
  readonly i: number;
  readonly j: number;
}

export function heatMarks({ rows }: HeatData, places: HeatPlaces): readonly Layer[] {
  const { cell, row } = places;
  const at = (i: number, j: number): Place => ({
    i,
    j,
    x: px(j * cell),
    x2: px((j + 1) * cell),
    y: i * row,
    y2: (i + 1) * row,
  });
  const all = rows.flatMap(({ setUp, cells }, i) =>
    cells.flatMap((one, j) => (one ? [{ setUp, one, place: at(i, j) }] : [])),
  );
  const known = all.filter(({ one }) => one.n > 0);
  const missing = all.filter(({ one }) => one.n === 0).map(({ place }) => place);
  const short = all.filter(({ one }) => one.n > 0 && one.n < one.planned).map(({ place }) => place);
  const values = known.map(({ setUp: { tier, subtest, agent }, one, place: { x, x2, y, y2 } }) => ({
    ...{ tier, subtest, agent, ...one },
    passRate: Number((one.passed / one.n).toPrecision(8)),
    ...{ x, x2, y, y2, fill: rampColor(one.passed / one.n) },
  }));
  return [
    {
      data: { values },
      mark: { type: "rect", stroke: WHITE, strokeWidth: cell > 6 ? 1 : 0 },
      encoding: inPixels("x", "x2", "y", "y2", "fill"),
    },
    ...(missing.length > 0 ? missingMarks(missing) : []),
    ...(short.length > 0 ? [cornerMarks(short)] : []),
    ...figures(known, places),
  ];
}

/** White, framed and hatched: unlike every colour of the scale. */
export function missingMarks(places: readonly Line[]): readonly Layer[] {
  const inset = places.map(({ x, x2, y, y2 }) => ({ x: x + 1, x2: x2 - 1, y: y + 1, y2: y2 - 1 }));
  return [
    boxes(inset, { fill: WHITE, stroke: INK.line, strokeWidth: 0.6 }),
    lines(inset.flatMap(hatch), { color: INK.line, strokeWidth: 0.6 }),
  ];
}

/** Lines from lower left to upper right, cut at the frame. */
function hatch({ x, x2, y, y2 }: Line): readonly Line[] {
  const [width, height] = [x2 - x, y2 - y];
  const step = 5;
  return Array.from({ length: Math.ceil((width + height) / step) - 1 }, (_, k) => (k + 1) * step).map((d) => ({
    x: px(x + Math.max(0, d - height)),
    y: px(y + Math.min(d, height)),
    x2: px(x + Math.min(d, width)),
    y2: px(y + Math.max(0, d - width)),
  }));
}

/** A small triangle in the upper right corner. */
export function cornerMarks(places: readonly Line[]): Layer {
  const half = Math.min(3.5, ...places.slice(0, 1).map(({ x, x2 }) => (x2 - x) / 3));
  return {
    data: { values: places.map(({ x2, y }) => ({ x: px(x2 - half), y: px(y + half) })) },
    mark: {
      ...{ type: "point", shape: "M-1,-1L1,-1L1,1Z", size: px((2 * half) ** 2 / 2), filled: true },
      ...{ color: INK.text, stroke: WHITE, strokeWidth: 0.5, opacity: 1 },
    },
    encoding: inPixels("x", "y"),
  };
}

/** `3/4`; the number of runs alone where that does not fit, and nothing where neither does. */
function figures(
  known: readonly { readonly one: { readonly passed: number; readonly n: number }; readonly place: Place }[],
  { cell }: HeatPlaces,
): readonly Layer[] {
  const words = cellWords(
    known.map(({ one }) => one),
    cell,
  );
  if (!words) return [];
  const values = known.map(({ one, place: { x, x2, y, y2 } }): PlacedText & { readonly color: string } => ({
    x: px((x + x2) / 2),
    y: (y + y2) / 2 + 0.5,
    text: words.of(one),
    color: inkOn(one.passed / one.n),
  }));
  return [texts(values, { align: "center", baseline: "middle", size: words.size })];
}

export interface CellWords {
  readonly kind: "passed" | "runs";
  readonly size: number;
  readonly of: (cell: { readonly passed: number; readonly n: number }) => string;
}

export function cellWords(
  cells: readonly { readonly passed: number; readonly n: number }[],
  cell: number,
): CellWords | null {
  const kinds = [
    { kind: "passed", of: ({ passed, n }) => `${passed}/${n}` },
    { kind: "runs", of: ({ n }) => String(n) },
  ] satisfies Pick<CellWords, "kind" | "of">[];
  for (const { kind, of } of kinds) {
    for (const size of [SIZE.small, 8]) {
      if (cells.every((one) => measure(of(one), size) <= cell - 3)) return { kind, of, size };
    }
  }
  return null;
}

function px(value: number): number {
  return Number(value.toFixed(2));
}
