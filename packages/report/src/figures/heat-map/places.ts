import { type FigureWidth, WIDTHS } from "../figure.ts";
import { SIZE } from "../layout/marks.ts";
import { EDGE } from "../layout/page.ts";
import { measure } from "../layout/text-metrics.ts";
import type { HeatData } from "./cells.ts";

export interface HeatPlaces {
  readonly left: number;
  /** For the columns of figures. */
  readonly right: number;
  readonly top: number;
  readonly cell: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
  /** Every n-th task is named. */
  readonly named: number;
}

/** In a column a name takes two lines. */
const ROW: Readonly<Record<FigureWidth, number>> = { page: 18, column: 28 };
const LEFT: Readonly<Record<FigureWidth, number>> = { page: 196, column: 112 };
export const FIGURES: Readonly<Record<FigureWidth, number>> = { page: 96, column: 46 };
const WIDEST = 48;
/** Upright names take this much of a row. */
const NAME = 11;
const LONGEST: Readonly<Record<FigureWidth, number>> = { page: 110, column: 80 };

export function heatPlaces({ tasks, rows }: HeatData, names: readonly string[], width: FigureWidth): HeatPlaces {
  const inner = WIDTHS[width] - 2 * EDGE;
  const cell = Math.min(WIDEST, (inner - LEFT[width] - FIGURES[width]) / Math.max(1, tasks.length));
  const plot = cell * tasks.length;
  const longest = Math.max(0, ...names.map((name) => measure(name, SIZE.small)));
  return {
    left: LEFT[width],
    right: inner - LEFT[width] - plot,
    top: Math.min(LONGEST[width], longest) + 8,
    cell,
    row: ROW[width],
    width: plot,
    height: rows.length * ROW[width],
    named: Math.max(1, Math.ceil(NAME / cell)),
  };
}

/** Room for the name of a task. */
export function nameRoom(width: FigureWidth): number {
  return LONGEST[width];
}
