import type { Layer } from "../figure.ts";
import { type AxisWords, measured, pixelsOf, type Scale } from "../layout/axis.ts";
import { inPixels } from "../layout/marks.ts";
import { INK, MARGIN_BAND } from "../layout/palette.ts";
import { type EffectUnit, isDrawable, rounded } from "./axis.ts";
import { SAYINGS, sayingOf } from "./looks.ts";
import type { RowPlace } from "./places.ts";

export interface EffectDrawing {
  readonly rows: readonly RowPlace[];
  readonly unit: EffectUnit;
  readonly scale: Scale;
  readonly axis: AxisWords;
  readonly width: number;
}

export function effectMarks(drawing: EffectDrawing): readonly Layer[] {
  const { rows, scale, axis } = drawing;
  const zero = layer(
    rows.map(({ start, bottom }) => ({ zero: 0, y: start, y2: bottom })),
    { type: "rule", color: INK.text, strokeWidth: 1 },
    { x: measured("zero", scale, axis), ...inPixels("y", "y2") },
  );
  return [
    ...margins(drawing),
    ...zero,
    ...taskDots(drawing),
    ...detectable(drawing),
    ...intervals(drawing),
    ...points(drawing),
  ];
}

function margins({ rows, unit, scale }: EffectDrawing): readonly Layer[] {
  const values = rows.flatMap(({ comparison: { id, margin }, start, bottom }) =>
    margin === null
      ? []
      : [{ id, low: rounded(-margin * unit.factor), high: rounded(margin * unit.factor), y: start, y2: bottom }],
  );
  return layer(
    values,
    { type: "rect", color: MARGIN_BAND },
    { x: measured("low", scale), x2: { field: "high" }, ...inPixels("y", "y2") },
  );
}

function intervals({ rows, unit, scale }: EffectDrawing): readonly Layer[] {
  const values = rows.flatMap(({ comparison, middle }) =>
    comparison.interval
      ? [
          {
            id: comparison.id,
            low: rounded(comparison.interval.low * unit.factor),
            high: rounded(comparison.interval.high * unit.factor),
            y: middle,
            color: SAYINGS[sayingOf(comparison)].look.stroke,
          },
        ]
      : [],
  );
  return layer(
    values,
    { type: "rule", strokeWidth: 2 },
    { x: measured("low", scale), x2: { field: "high" }, ...inPixels("y", "color") },
  );
}

function points({ rows, unit, scale }: EffectDrawing): readonly Layer[] {
  const values = rows.flatMap(({ comparison, middle }) => {
    const { id, effect, answer } = comparison;
    return effect === null
      ? []
      : [{ id, answer, effect: rounded(effect * unit.factor), y: middle, ...SAYINGS[sayingOf(comparison)].look }];
  });
  return layer(
    values,
    { type: "point", size: 75, strokeWidth: 1.6, opacity: 1 },
    { x: measured("effect", scale), ...inPixels("y", "shape", "fill", "stroke") },
  );
}

/** Thin ticks on either side: what a design of this size would find. */
function detectable({ rows, unit, scale }: EffectDrawing): readonly Layer[] {
  const values = rows.flatMap(({ comparison: { id, smallestDetectable: least }, middle }) =>
    least === null || !isDrawable(least, unit)
      ? []
      : [-least, least].map((one) => ({
          id,
          smallestDetectable: rounded(one * unit.factor),
          y: middle - 6,
          y2: middle + 6,
        })),
  );
  return layer(
    values,
    { type: "rule", color: INK.text, strokeWidth: 0.8 },
    { x: measured("smallestDetectable", scale), ...inPixels("y", "y2") },
  );
}

const DOT = 4.5;

/** Tasks that differ alike lie above each other, closer the more there are. */
function taskDots({ rows, unit, scale, width }: EffectDrawing): readonly Layer[] {
  const at = pixelsOf(scale, width);
  const values = rows.flatMap(({ comparison: { id }, tasks, strip, spread }) => {
    const piles = Map.groupBy(tasks, ({ difference }) => Math.round(at(difference * unit.factor) / DOT));
    return [...piles.values()].flatMap((pile) => {
      const step = Math.min(DOT, (2 * spread) / Math.max(1, pile.length - 1));
      return pile.map(({ task, difference }, i) => ({
        id,
        task,
        difference: rounded(difference * unit.factor),
        y: rounded(strip + (i - (pile.length - 1) / 2) * step),
      }));
    });
  });
  return layer(
    values,
    { type: "circle", size: 14, color: INK.text, opacity: 0.38 },
    { x: measured("difference", scale), ...inPixels("y") },
  );
}

function layer(values: readonly unknown[], mark: Layer, encoding: Layer): readonly Layer[] {
  return values.length === 0 ? [] : [{ data: { values }, mark, encoding }];
}
