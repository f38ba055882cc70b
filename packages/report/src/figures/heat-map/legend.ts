import { boxes, lines, SIZE, texts } from "../layout/marks.ts";
import type { LegendEntry } from "../layout/page.ts";
import { INK, rampColor } from "../layout/palette.ts";
import { measure } from "../layout/text-metrics.ts";
import type { HeatData } from "./cells.ts";
import { cornerMarks, missingMarks } from "./marks.ts";

/** Only of what is there, and the scale. */
export function heatLegend({ rows }: HeatData): readonly LegendEntry[] {
  const cells = rows.flatMap((row) => row.cells);
  const has = (what: (cell: HeatData["rows"][number]["cells"][number]) => boolean): boolean => cells.some(what);
  const missing: LegendEntry = {
    label: "no valid run",
    draw: (x, y) => missingMarks([{ x: x - 8, x2: x + 8, y: y - 7, y2: y + 7 }]),
  };
  const short: LegendEntry = {
    label: "some runs missing",
    draw: (x, y) => [
      boxes([{ x: x - 8, x2: x + 8, y: y - 6, y2: y + 6 }], { color: rampColor(0.3) }),
      cornerMarks([{ x: x - 8, x2: x + 8, y: y - 6, y2: y + 6 }]),
    ],
  };
  const unplanned: LegendEntry = {
    label: "blank: not planned",
    width: 10,
    draw: (x, y) => [lines([{ x: x - 4, x2: x + 4, y, y2: y }], { color: INK.faint })],
  };
  return [
    ramp,
    ...(has((cell) => cell?.n === 0) ? [missing] : []),
    ...(has((cell) => cell !== null && cell.n > 0 && cell.n < cell.planned) ? [short] : []),
    ...(has((cell) => cell === null) ? [unplanned] : []),
  ];
}

const STEPS = 20;
const RAMP = { zero: "0 %", length: 100 } as const;

const ramp: LegendEntry = {
  label: "100 % passed",
  width: measure(RAMP.zero, SIZE.small) + 4 + RAMP.length,
  draw: (x, y) => {
    const start = x + (measure(RAMP.zero, SIZE.small) + 4 - RAMP.length) / 2;
    const step = RAMP.length / STEPS;
    const steps = Array.from({ length: STEPS }, (_, k) => ({
      x: Number((start + k * step).toFixed(2)),
      x2: Number((start + (k + 1) * step).toFixed(2)),
      ...{ y: y - 5, y2: y + 5, fill: rampColor(k / (STEPS - 1)) },
    }));
    return [
      boxes(steps),
      boxes([{ x: start, x2: start + RAMP.length, y: y - 5, y2: y + 5 }], {
        fill: null,
        stroke: INK.faint,
        strokeWidth: 0.6,
      }),
      texts([{ x: start - 4 - measure(RAMP.zero, SIZE.small), y, text: RAMP.zero }], {
        size: SIZE.small,
        baseline: "middle",
      }),
    ];
  },
};
