import type { ComparisonResult } from "@scylla/contracts";
import type { Labels } from "../../text/labels.ts";
import type { FigureWidth, Layer } from "../figure.ts";
import { lines, type PlacedText, SIZE, texts } from "../layout/marks.ts";
import { INK } from "../layout/palette.ts";
import { fit, fitNamed, measure } from "../layout/text-metrics.ts";
import { SAYINGS, sayingOf } from "./looks.ts";
import type { BlockPlace, RowPlace } from "./places.ts";
import { denominators, effectText, sayingText } from "./words.ts";

export interface LabelRoom {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

/** Between the plot and what stands right of it, and between its two columns. */
const GAP = 12;

/** Pixels beside the plot for words: on the right as many as the longest take. */
export function labelRoom(comparisons: readonly ComparisonResult[], width: FigureWidth): LabelRoom {
  if (width === "column") return { left: 0, right: 0, top: 0 };
  const needed = comparisons.map((one) => {
    const { tasks, runs } = denominators(one);
    const first = measure(effectText(one), SIZE.text) + measure(tasks, SIZE.small);
    const second = measure(sayingText(one), SIZE.small, "bold") + measure(runs, SIZE.small);
    return Math.max(first, second);
  });
  return { left: 188, right: Math.ceil(Math.max(170, ...needed)) + 2 * GAP + 4, top: 0 };
}

interface Words {
  readonly strong: PlacedText[];
  readonly soft: PlacedText[];
  readonly said: (PlacedText & { readonly color: string })[];
}

export function effectLabels(
  blocks: readonly BlockPlace[],
  labels: Labels,
  { width, plot, room }: { readonly width: FigureWidth; readonly plot: number; readonly room: LabelRoom },
): readonly Layer[] {
  const { left, right } = room;
  const all = left + plot + right;
  const heads = blocks.map(({ baseline, top }) => ({
    x: -left,
    y: top + 15,
    text: `Against ${fitNamed(labels.setUp(baseline), all - measure("Against ", SIZE.text, "bold"), SIZE.text, "bold")}`,
  }));
  const place = width === "page" ? beside : above;
  const words = blocks.flatMap(({ rows }) => rows.map((row) => place(row, labels, plot, room)));
  const rows = blocks.flatMap((block) => block.rows);
  return [
    lines(
      rows.map(({ top }) => ({ x: -left, x2: plot + right, y: top, y2: top })),
      { color: INK.faint, strokeWidth: 0.6 },
    ),
    texts(heads, { weight: "bold" }),
    texts(words.flatMap(({ strong }) => strong)),
    texts(
      words.flatMap(({ soft }) => soft),
      { size: SIZE.small, color: INK.soft },
    ),
    texts(
      words.flatMap(({ said }) => said),
      { size: SIZE.small, weight: "bold" },
    ),
  ];
}

function beside({ comparison, setUp, top }: RowPlace, labels: Labels, plot: number, { left, right }: LabelRoom): Words {
  const { title, key } = labels.setUp(setUp);
  const [first, second] = [top + 15, top + 28];
  const x = plot + GAP;
  const counts = denominators(comparison);
  const at = plot + right;
  return {
    strong: [
      { x: -left, y: first, text: fit(title, left - 8, SIZE.text) },
      { x, y: first, text: effectText(comparison) },
    ],
    soft: [
      { x: -left, y: second, text: fit(key, left - 8, SIZE.small) },
      { x: at - measure(counts.tasks, SIZE.small), y: first, text: counts.tasks },
      { x: at - measure(counts.runs, SIZE.small), y: second, text: counts.runs },
    ],
    said: [{ x, y: second, text: sayingText(comparison), color: SAYINGS[sayingOf(comparison)].look.stroke }],
  };
}

function above({ comparison, setUp, top }: RowPlace, labels: Labels, plot: number): Words {
  const effect = effectText(comparison);
  const { tasks, runs } = denominators(comparison);
  const counts = `${tasks}, ${runs}`;
  const [first, second] = [top + 13, top + 26];
  return {
    strong: [
      { x: 0, y: first, text: fitNamed(labels.setUp(setUp), plot - measure(effect, SIZE.text) - 10, SIZE.text) },
      { x: plot - measure(effect, SIZE.text), y: first, text: effect },
    ],
    soft: [{ x: plot - measure(counts, SIZE.small), y: second, text: counts }],
    said: [{ x: 0, y: second, text: sayingText(comparison), color: SAYINGS[sayingOf(comparison)].look.stroke }],
  };
}
