import type { FigureWidth } from "../figure.ts";
import type { UptakeBlock, UptakeRow } from "./rows.ts";

/** Pixels. In a column words stand above the bar, on a page beside it. */
const HEIGHTS: Readonly<Record<FigureWidth, { readonly head: number; readonly words: number; readonly bar: number }>> =
  {
    page: { head: 22, words: 0, bar: 20 },
    column: { head: 22, words: 15, bar: 18 },
  };

export interface UptakeRowPlace extends UptakeRow {
  readonly words: number;
  readonly middle: number;
}

export interface UptakePlaces {
  readonly blocks: readonly (Pick<UptakeBlock, "setUp"> & {
    readonly top: number;
    readonly rows: readonly UptakeRowPlace[];
  })[];
  readonly height: number;
}

export function uptakePlaces(blocks: readonly UptakeBlock[], width: FigureWidth): UptakePlaces {
  const { head, words, bar } = HEIGHTS[width];
  let y = 0;
  const placed = blocks.map(({ setUp, rows }) => {
    const top = y;
    y += head;
    const inRows = rows.map((row) => {
      const middle = y + words + bar / 2;
      const at = words === 0 ? middle : y + words / 2;
      y += words + bar;
      return { ...row, middle, words: at };
    });
    y += 4;
    return { setUp, top, rows: inRows };
  });
  return { blocks: placed, height: y };
}
