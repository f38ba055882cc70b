/** A Vega-Lite 6 specification with its data in it; plain JSON. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

/** One view in a specification's `layer`. */
export type Layer = Readonly<Record<string, unknown>>;

/** A picture before it is drawn. Equal results give equal bytes. */
export interface Figure {
  /** Of its files: `paired-effects`. */
  readonly name: string;
  /** The question that it answers. */
  readonly title: string;
  /** What it shows, for who can't see it. */
  readonly alt: string;
  readonly spec: VegaLiteSpec;
}

/** Of a text page (170 mm), or of one of two columns on it (85 mm). */
export type FigureWidth = "page" | "column";

export interface FigureOptions {
  readonly width?: FigureWidth | undefined;
}

/** In CSS pixels, 96 an inch. */
export const WIDTHS: Readonly<Record<FigureWidth, number>> = { page: 643, column: 321 };
