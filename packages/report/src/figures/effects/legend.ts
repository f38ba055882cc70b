import type { ComparisonResult } from "@scylla/contracts";
import { boxes, type Look, lines, symbols } from "../layout/marks.ts";
import type { LegendEntry } from "../layout/page.ts";
import { INK, MARGIN_BAND } from "../layout/palette.ts";
import { type EffectUnit, isDrawable } from "./axis.ts";
import { SAYINGS, type Saying, sayingOf } from "./looks.ts";

/** Only of what is drawn. */
export function effectLegend(comparisons: readonly ComparisonResult[], unit: EffectUnit): readonly LegendEntry[] {
  const said = new Set(comparisons.filter(({ effect }) => effect !== null).map(sayingOf));
  const sayings = (Object.keys(SAYINGS) as Saying[]).filter((saying) => said.has(saying));
  const has = (what: (one: ComparisonResult) => boolean): boolean => comparisons.some(what);
  return [
    ...sayings.map((saying) => entry(SAYINGS[saying].words, SAYINGS[saying].look)),
    ...(has(({ interval }) => interval !== null) ? [intervalEntry] : []),
    ...(has(({ tasks }) => tasks.compared > 0) ? [dotEntry] : []),
    ...(has(({ margin }) => margin !== null) ? [marginEntry] : []),
    ...(has(({ smallestDetectable: least }) => least !== null && isDrawable(least, unit)) ? [detectableEntry] : []),
  ];
}

function entry(label: string, look: Look): LegendEntry {
  return { label, draw: (x, y) => [symbols([{ x, y, ...look }], 55)] };
}

const intervalEntry: LegendEntry = {
  label: "95 % interval",
  draw: (x, y) => [lines([{ x: x - 8, x2: x + 8, y, y2: y }], { strokeWidth: 2, color: INK.soft })],
};

const dotEntry: LegendEntry = {
  label: "one task",
  width: 8,
  draw: (x, y) => [{ data: { values: [{}] }, mark: { type: "circle", size: 14, color: INK.text, opacity: 0.5, x, y } }],
};

const marginEntry: LegendEntry = {
  label: "margin: counts as no difference",
  draw: (x, y) => [boxes([{ x: x - 8, x2: x + 8, y: y - 6, y2: y + 6 }], { color: MARGIN_BAND })],
};

const detectableEntry: LegendEntry = {
  label: "smallest difference that would be found in 4 of 5 cases",
  draw: (x, y) => [
    lines(
      [-6, 6].map((dx) => ({ x: x + dx, x2: x + dx, y: y - 6, y2: y + 6 })),
      { color: INK.text, strokeWidth: 0.8 },
    ),
  ],
};
