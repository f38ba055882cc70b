import { percent } from "../../text/figures.ts";
import type { Label, Labels } from "../../text/labels.ts";
import type { FigureWidth, Layer } from "../figure.ts";
import { type PlacedText, SIZE, texts } from "../layout/marks.ts";
import { INK } from "../layout/palette.ts";
import { fit, fitNamed, measure } from "../layout/text-metrics.ts";
import type { HeatData } from "./cells.ts";
import { FIGURES, type HeatPlaces } from "./places.ts";

/** Left of each row its set-up, right of it the figures over all tasks. */
export function rowNames(
  { rows }: HeatData,
  { left, width: plot, right, row }: HeatPlaces,
  labels: Labels,
  width: FigureWidth,
): readonly Layer[] {
  const y = (i: number): number => i * row + row / 2 + 0.5;
  const end = Math.min(plot + right, plot + FIGURES[width]);
  const figures = rows.flatMap(({ setUp: { passRate, valid, runs } }, i): PlacedText[] => {
    const counts = `${valid}/${runs}`;
    return [
      { x: end - measure(counts, SIZE.small), y: y(i), text: counts },
      ...(width === "page" ? [percentAt(plot + 40, y(i), passRate)] : []),
    ];
  });
  const heads = [
    { x: end - measure("runs", SIZE.small), y: -8, text: "runs" },
    ...(width === "page" ? [{ x: plot + 40 - measure("all", SIZE.small), y: -8, text: "all" }] : []),
  ];
  return [
    ...(width === "page" ? namesInOneLine : namesInTwoLines)(
      rows.map(({ setUp }, i) => ({ ...labels.setUp(setUp), y: y(i) })),
      left,
    ),
    texts([...heads, ...figures], { size: SIZE.small, baseline: "middle", color: INK.soft }),
  ];
}

type RowName = Label & { readonly y: number };

function namesInOneLine(names: readonly RowName[], left: number): readonly Layer[] {
  const values = names.map(({ y, ...label }) => ({ x: -left, y, text: fitNamed(label, left - 8, SIZE.small) }));
  return [texts(values, { size: SIZE.small, baseline: "middle" })];
}

function namesInTwoLines(names: readonly RowName[], left: number): readonly Layer[] {
  const titles = names.map(({ y, title }) => ({ x: -left, y: y - 5, text: fit(title, left - 6, SIZE.small) }));
  const keys = names.map(({ y, key }) => ({ x: -left, y: y + 6, text: fit(key, left - 6, 9) }));
  return [
    texts(titles, { size: SIZE.small, baseline: "middle" }),
    texts(keys, { size: 9, baseline: "middle", color: INK.soft }),
  ];
}

function percentAt(right: number, y: number, share: number | null): PlacedText {
  const text = share === null ? "–" : percent(share);
  return { x: right - measure(text, SIZE.small), y, text };
}

/** Upright, above their columns. */
export function taskNames(names: readonly string[], { cell, named }: HeatPlaces): Layer {
  const shown = names.flatMap((text, j) =>
    j % named === 0 ? [{ x: Number(((j + 0.5) * cell).toFixed(2)), y: -5, text }] : [],
  );
  return texts(shown, { angle: 270, align: "left", baseline: "middle", size: SIZE.small });
}
