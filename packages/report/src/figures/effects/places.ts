import type { FigureWidth } from "../figure.ts";
import type { EffectBlock, EffectRow } from "./rows.ts";

/** Pixels from top to bottom. In a column words stand above the drawing, on a page beside it. */
const HEIGHTS: Readonly<
  Record<FigureWidth, { readonly head: number; readonly words: number; readonly drawing: number }>
> = {
  page: { head: 24, words: 0, drawing: 36 },
  column: { head: 22, words: 30, drawing: 36 },
};

/** Where the parts of a row are. */
export interface RowPlace extends EffectRow {
  readonly top: number;
  /** Where the drawing begins. */
  readonly start: number;
  /** Of the interval. */
  readonly middle: number;
  /** Of the strip with a dot for each task, which is `spread` high to either side. */
  readonly strip: number;
  readonly spread: number;
  readonly bottom: number;
}

export interface BlockPlace extends Pick<EffectBlock, "baseline"> {
  readonly top: number;
  readonly rows: readonly RowPlace[];
}

export function placesOf(
  blocks: readonly EffectBlock[],
  width: FigureWidth,
): { readonly blocks: readonly BlockPlace[]; readonly height: number } {
  const { head, words, drawing } = HEIGHTS[width];
  let y = 0;
  const placed = blocks.map(({ baseline, rows }) => {
    const top = y;
    y += head;
    const inRows = rows.map((row) => {
      const from = y;
      y += words + drawing;
      const start = from + words;
      return { ...row, top: from, start, middle: start + 10, strip: start + 24, spread: 6, bottom: y };
    });
    y += 4;
    return { baseline, top, rows: inRows };
  });
  return { blocks: placed, height: y };
}
