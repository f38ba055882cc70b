import type { Results, SubtestResult } from "@scylla/contracts";
import { percent, usd } from "../../text/figures.ts";
import { type Labels, labelsOf, labelText } from "../../text/labels.ts";
import { type Figure, type FigureOptions, WIDTHS } from "../figure.ts";
import { BOTTOM_AXIS } from "../layout/axis.ts";
import { lines, SIZE, symbols } from "../layout/marks.ts";
import { EDGE, type LegendEntry, pageSpec, plotWidth } from "../layout/page.ts";
import { INK } from "../layout/palette.ts";
import { statusWords } from "../layout/status-words.ts";
import { fit } from "../layout/text-metrics.ts";
import { pointList } from "./list.ts";
import { agentLook } from "./looks.ts";
import { PARETO_LEFT, paretoMarks } from "./marks.ts";
import { type ParetoPoint, paretoData } from "./points.ts";
import { costScale } from "./scales.ts";

const TITLE = "Which set-ups give the most for their cost?";
const HEIGHTS = { page: 280, column: 210 } as const;

/** Mean cost against pass rate, and the set-ups that no other beats in both. Null where nothing has both. */
export function paretoFigure(results: Results, { width = "page" }: FigureOptions = {}): Figure | null {
  const { points, unpriced, unknown } = paretoData(results);
  if (points.length === 0) return null;
  const labels = labelsOf(results);
  const agents = [...new Set(results.subtests.map(({ agent }) => agent))];
  const height = HEIGHTS[width];
  const inner = WIDTHS[width] - 2 * EDGE;
  const list = pointList(
    points,
    { width, inner, left: -PARETO_LEFT, top: height + BOTTOM_AXIS + 10 },
    { labels, agents },
  );
  const room = { left: PARETO_LEFT, right: 4, top: 18, bottom: BOTTOM_AXIS + 10 + list.height };
  const plot = { width: plotWidth({ width, room }), height };
  const drawing = { points, agents, scale: costScale(points), ...plot, labels };
  return {
    name: "cost-quality",
    title: TITLE,
    alt: altText(points, labels),
    spec: pageSpec({
      ...{ width, title: TITLE, room, height },
      subtitle: `${statusWords(results)}. Up and left is better.`,
      legend: legend(points, agents),
      layers: [...paretoMarks(drawing), ...list.layers],
      notes: [
        "Bars are 95 % intervals for runs of these very tasks (pass rate: Wilson; cost: t). Set-ups are compared task by task in the figure of paired effects.",
        ...left("Cost unknown, not drawn", unpriced, labels),
        ...left("No valid run yet, not drawn", unknown, labels),
      ],
    }),
  };
}

function legend(points: readonly ParetoPoint[], agents: readonly string[]): readonly LegendEntry[] {
  const shown = agents.flatMap((agent, i) => (points.some(({ setUp }) => setUp.agent === agent) ? [{ agent, i }] : []));
  const black = { shape: "circle", stroke: INK.text };
  return [
    ...(agents.length > 1
      ? shown.map(
          ({ agent, i }): LegendEntry => ({
            label: fit(agent, 140, SIZE.small),
            draw: (x, y) => [symbols([{ x, y, ...agentLook(i, false) }], 55)],
          }),
        )
      : []),
    {
      label: "no other costs less and passes as often",
      draw: (x, y) => [symbols([{ x, y, ...black, fill: INK.text }], 45)],
    },
    ...(points.some(({ isEfficient }) => !isEfficient)
      ? [
          {
            label: "another does",
            draw: (x: number, y: number) => [symbols([{ x, y, ...black, fill: "#ffffff" }], 45)],
          },
        ]
      : []),
    {
      label: "the best to be had for a cost",
      draw: (x, y) => [
        lines([{ x: x - 8, x2: x + 8, y, y2: y }], { color: INK.line, strokeWidth: 1.2, strokeDash: [4, 3] }),
      ],
    },
  ];
}

/** Set-ups that have no place in the plot, by name: never at 0. */
function left(what: string, setUps: readonly SubtestResult[], labels: Labels): readonly string[] {
  const named = setUps.slice(0, NAMED).map((setUp) => labelText(labels.setUp(setUp)));
  const more = setUps.length > NAMED ? `, and ${setUps.length - NAMED} more` : "";
  return setUps.length === 0 ? [] : [`${what}: ${named.join(", ")}${more}.`];
}

const NAMED = 12;

function altText(points: readonly ParetoPoint[], labels: Labels): string {
  const told = points.map(
    ({ setUp, costUsd, passRate, isEfficient }) =>
      `${labelText(labels.setUp(setUp))}: ${percent(passRate)} at ${usd(costUsd)} a run${isEfficient ? ", not beaten" : ""}`,
  );
  return `${TITLE} ${told.join("; ")}.`;
}
