import { type FigureWidth, type Layer, type VegaLiteSpec, WIDTHS } from "../figure.ts";
import { type PlacedText, SIZE, texts } from "./marks.ts";
import { INK } from "./palette.ts";
import { measure, wrap } from "./text-metrics.ts";

/** A sign in the legend, drawn around the middle of a box of `SIGN` pixels. */
export interface LegendEntry {
  readonly label: string;
  readonly draw: (x: number, y: number) => readonly Layer[];
  /** Where the sign is wider. */
  readonly width?: number;
}

export interface Page {
  readonly width: FigureWidth;
  readonly title: string;
  readonly subtitle: string;
  readonly legend: readonly LegendEntry[];
  /** Around the plot: what its own labels need. */
  readonly room: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly height: number;
  readonly layers: readonly Layer[];
  /** Each begins on a line of its own, below everything. */
  readonly notes: readonly string[];
}

export const EDGE = 10;
const SIGN = 16;
const LINE = { title: 18, subtitle: 14, legend: 17, note: 13 } as const;

/** Pixels between the labels' room. */
export function plotWidth({ width, room }: Pick<Page, "width" | "room">): number {
  return WIDTHS[width] - 2 * EDGE - room.left - room.right;
}

/** Everything has its place in pixels, so that no renderer's idea of a text's width moves or cuts anything. */
export function pageSpec(page: Page): VegaLiteSpec {
  const { room, height, layers } = page;
  const inner = WIDTHS[page.width] - 2 * EDGE;
  const title = wrap(page.title, inner, SIZE.title, "bold");
  const subtitle = wrap(page.subtitle, inner, SIZE.text);
  const legend = legendRows(page.legend, inner);
  const notes = page.notes.flatMap((note) => wrap(note, inner, SIZE.small));
  const left = -room.left;
  const heads = title.length * LINE.title + subtitle.length * LINE.subtitle + legend.length * LINE.legend + 8;
  const top = -room.top - heads;
  const stacked = (rows: readonly string[], from: number, step: number): PlacedText[] =>
    rows.map((text, i) => ({ x: left, y: from + i * step, text }));
  const subtitleAt = top + title.length * LINE.title;
  const legendAt = subtitleAt + subtitle.length * LINE.subtitle + LINE.legend / 2 + 2;
  const noteGap = notes.length === 0 ? 0 : 8;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: page.title,
    background: "#ffffff",
    autosize: { type: "none" },
    width: inner - room.left - room.right,
    height,
    padding: {
      left: room.left + EDGE,
      right: room.right + EDGE,
      top: EDGE - top,
      bottom: room.bottom + noteGap + notes.length * LINE.note + EDGE,
    },
    config: {
      // In quotes: a name with a digit by itself is none in CSS.
      font: "'Source Sans 3', 'Source Sans Pro', sans-serif",
      view: { stroke: null },
      aria: false,
      text: { limit: 0 },
      rule: { strokeCap: "butt" },
    },
    layer: [
      texts(stacked(title, top, LINE.title), { size: SIZE.title, weight: "bold", baseline: "top" }),
      texts(stacked(subtitle, subtitleAt, LINE.subtitle), { color: INK.soft, baseline: "top" }),
      ...legend.flatMap((row, i) => legendLayers(row, left, legendAt + i * LINE.legend)),
      ...layers,
      ...(notes.length === 0
        ? []
        : [
            texts(stacked(notes, height + room.bottom + noteGap, LINE.note), {
              size: SIZE.small,
              color: INK.soft,
              baseline: "top",
            }),
          ]),
    ],
  };
}

type LegendRow = readonly { readonly entry: LegendEntry; readonly x: number }[];

function legendRows(entries: readonly LegendEntry[], width: number): readonly LegendRow[] {
  const rows: { entry: LegendEntry; x: number }[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const needed = (entry.width ?? SIGN) + 4 + measure(entry.label, SIZE.small);
    if (used + needed > width) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push({ entry, x: used });
    used += needed + 14;
  }
  return rows;
}

function legendLayers(row: LegendRow, left: number, y: number): readonly Layer[] {
  const words = row.map(({ entry, x }) => ({ x: left + x + (entry.width ?? SIGN) + 4, y, text: entry.label }));
  return [
    ...row.flatMap(({ entry, x }) => entry.draw(left + x + (entry.width ?? SIGN) / 2, y)),
    texts(words, { size: SIZE.small, baseline: "middle" }),
  ];
}
