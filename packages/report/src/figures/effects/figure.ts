import type { ComparisonResult, Results } from "@scylla/contracts";
import { counted } from "../../text/figures.ts";
import { labelsOf, labelText } from "../../text/labels.ts";
import type { Figure, FigureOptions } from "../figure.ts";
import { BOTTOM_AXIS } from "../layout/axis.ts";
import { pageSpec, plotWidth } from "../layout/page.ts";
import { statusWords } from "../layout/status-words.ts";
import { effectAxis, effectScale, UNITS } from "./axis.ts";
import { effectLabels, labelRoom } from "./labels.ts";
import { effectLegend } from "./legend.ts";
import { effectMarks } from "./marks.ts";
import { placesOf } from "./places.ts";
import { effectBlocks } from "./rows.ts";
import { doubtNotes, effectText, sayingText } from "./words.ts";

type Metric = ComparisonResult["metric"];

const NAMES: Readonly<Record<Metric, { readonly name: string; readonly title: string }>> = {
  passRate: { name: "paired-effects", title: "Which set-ups change how often tasks are solved?" },
  score: { name: "paired-effects-score", title: "Which set-ups change the score?" },
  costUsd: { name: "paired-effects-cost", title: "Which set-ups change what a run costs?" },
  durationMs: { name: "paired-effects-time", title: "Which set-ups change how long a run takes?" },
};

/** One row a comparison: its difference with interval, and that of each task. Null where nothing is compared by this metric. */
export function effectsFigure(results: Results, metric: Metric, { width = "page" }: FigureOptions = {}): Figure | null {
  const blocks = effectBlocks(results, metric);
  const comparisons = blocks.flatMap(({ rows }) => rows.map(({ comparison }) => comparison));
  if (comparisons.length === 0) return null;
  const { name, title } = NAMES[metric];
  const unit = UNITS[metric];
  const places = placesOf(blocks, width);
  const room = { ...labelRoom(comparisons, width), bottom: BOTTOM_AXIS };
  const plot = plotWidth({ width, room });
  const scale = effectScale(blocks, unit);
  const drawing = {
    rows: places.blocks.flatMap(({ rows }) => rows),
    ...{ unit, scale, axis: effectAxis(scale, unit, plot) },
    width: plot,
  };
  const labels = labelsOf(results);
  const alt = blocks.flatMap(({ baseline, rows }) =>
    rows.map(
      ({ comparison, setUp }) =>
        `${labelText(labels.setUp(setUp))} against ${labelText(labels.setUp(baseline))}: ${effectText(comparison)}, ${sayingText(comparison)}`,
    ),
  );
  return {
    name,
    title,
    alt: `${title} ${alt.join("; ")}.`,
    spec: pageSpec({
      ...{ width, title, room, height: places.height },
      subtitle: `${statusWords(results)}. Set-up minus baseline, mean over tasks; ${counted(comparisons.length, "comparison")}.`,
      legend: effectLegend(comparisons, unit),
      layers: [...effectMarks(drawing), ...effectLabels(places.blocks, labels, { width, plot, room })],
      notes: [...fewTasks(comparisons), ...corrected(comparisons), ...doubtNotes(comparisons)],
    }),
  };
}

function fewTasks(comparisons: readonly ComparisonResult[]): readonly string[] {
  const has = comparisons.some(({ effect, interval }) => effect !== null && interval === null);
  return has ? ["Fewer than six tasks say nothing of others like them, so they have no interval."] : [];
}

/** Intervals are each comparison's own, answers are of all together. */
function corrected(comparisons: readonly ComparisonResult[]): readonly string[] {
  const has = comparisons.some(
    ({ answer, interval }) => answer === "undecided" && interval && (interval.low > 0 || interval.high < 0),
  );
  return has
    ? [
        "Undecided although the interval leaves out 0: among so many comparisons one would do so by luck (answers are corrected for that by Holm, intervals are not).",
      ]
    : [];
}
