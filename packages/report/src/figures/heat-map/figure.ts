import type { Results } from "@scylla/contracts";
import { counted, percent } from "../../text/figures.ts";
import { type Labels, labelsOf, labelText } from "../../text/labels.ts";
import type { Figure, FigureOptions } from "../figure.ts";
import { SIZE } from "../layout/marks.ts";
import { pageSpec } from "../layout/page.ts";
import { statusWords } from "../layout/status-words.ts";
import { fit } from "../layout/text-metrics.ts";
import { type HeatData, heatData } from "./cells.ts";
import { heatLegend } from "./legend.ts";
import { cellWords, heatMarks } from "./marks.ts";
import { rowNames, taskNames } from "./names.ts";
import { heatPlaces, nameRoom } from "./places.ts";

const TITLE = "On which tasks does each set-up succeed?";

/** The pass rate of each set-up on each task, with its denominator. Null where nothing is planned. */
export function heatMapFigure(results: Results, { width = "page" }: FigureOptions = {}): Figure | null {
  const data = heatData(results);
  if (data.tasks.length === 0) return null;
  const labels = labelsOf(results);
  const names = data.tasks.map((task) => fit(task, nameRoom(width), SIZE.small));
  const places = heatPlaces(data, names, width);
  const cells = data.rows.flatMap((row) => row.cells.filter((cell) => cell !== null));
  const words = cellWords(cells, places.cell);
  const inside =
    words?.kind === "passed"
      ? "Passed/valid runs in each cell."
      : words
        ? "Number of valid runs in each cell."
        : "Cells are too narrow for figures.";
  return {
    name: "task-heat-map",
    title: TITLE,
    alt: altText(data, labels),
    spec: pageSpec({
      ...{ width, title: TITLE, height: places.height },
      subtitle: `${statusWords(results)}. ${inside}`,
      legend: heatLegend(data),
      room: { left: places.left, right: places.right, top: places.top, bottom: 6 },
      layers: [...heatMarks(data, places), ...rowNames(data, places, labels, width), taskNames(names, places)],
      notes: places.named > 1 ? [`One of ${places.named} tasks is named; they stand in key order.`] : [],
    }),
  };
}

function altText({ tasks, rows }: HeatData, labels: Labels): string {
  const told = rows.map(
    ({ setUp }) =>
      `${labelText(labels.setUp(setUp))}: ${setUp.passRate === null ? "nothing known" : percent(setUp.passRate)}`,
  );
  return `${TITLE} ${counted(tasks.length, "task")}; over all of them ${told.join("; ")}.`;
}
