import type { Results } from "@scylla/contracts";
import { percent } from "../../text/figures.ts";
import { labelsOf, labelText } from "../../text/labels.ts";
import type { Figure, FigureOptions } from "../figure.ts";
import { BOTTOM_AXIS } from "../layout/axis.ts";
import { boxes, lines } from "../layout/marks.ts";
import { type LegendEntry, pageSpec, plotWidth } from "../layout/page.ts";
import { INK, OKABE_ITO } from "../layout/palette.ts";
import { statusWords } from "../layout/status-words.ts";
import { UPTAKE_ROOM, uptakeMarks, uptakeWords, usedWords } from "./marks.ts";
import { uptakePlaces } from "./places.ts";
import { type ResourceUptake, type UptakeBlock, uptakeBlocks } from "./rows.ts";

const TITLE = "Is what a set-up delivers really used?";

/** Share of valid runs that used each thing delivered. Null where nothing is delivered. */
export function uptakeFigure(
  results: Results,
  uptake: readonly ResourceUptake[],
  { width = "page" }: FigureOptions = {},
): Figure | null {
  const blocks = uptakeBlocks(results.subtests, uptake);
  if (blocks.length === 0) return null;
  const labels = labelsOf(results);
  const places = uptakePlaces(blocks, width);
  const room = { ...UPTAKE_ROOM[width], bottom: BOTTOM_AXIS };
  const plot = plotWidth({ width, room });
  const told = blocks.flatMap(({ setUp, rows }) =>
    rows.map(
      (row) =>
        `${labelText(labels.setUp(setUp))}, ${row.kind} ${row.resource}: ${row.share === null ? "" : `${percent(row.share)}, `}${usedWords(row)}`,
    ),
  );
  return {
    name: "uptake",
    title: TITLE,
    alt: `${TITLE} ${told.join("; ")}.`,
    spec: pageSpec({
      ...{ width, title: TITLE, room, height: places.height },
      subtitle: `${statusWords(results)}. Delivered is not used: a run in which something stayed unused is valid all the same.`,
      legend: legend(blocks),
      layers: [...uptakeMarks(places, plot), ...uptakeWords(places, labels, { width, plot })],
      notes: blocks.some(({ rows }) => rows.some(({ unknown }) => unknown > 0))
        ? ["Unknown: the agent does not tell what it used. Such runs are in no share."]
        : [],
    }),
  };
}

function legend(blocks: readonly UptakeBlock[]): readonly LegendEntry[] {
  if (!blocks.some(({ rows }) => rows.some(({ share }) => share !== null))) return [];
  return [
    {
      label: "share of runs that used it, where known",
      draw: (x, y) => [boxes([{ x: x - 8, x2: x + 8, y: y - 4, y2: y + 4 }], { color: OKABE_ITO.sky })],
    },
    {
      label: "95 % interval",
      draw: (x, y) => [lines([{ x: x - 8, x2: x + 8, y, y2: y }], { color: INK.text, strokeWidth: 1.2 })],
    },
  ];
}
