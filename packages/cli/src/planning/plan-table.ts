import type { CellForecast, Forecast } from "@scylla/compose";
import { cellLabel, type Recipe } from "@scylla/contracts";
import { counted, fitLabel, type Label, padEnd, plainText, textWidth } from "@scylla/report";
import { countForecast, type ForecastCounts } from "./count-forecast.ts";

export interface PlanShown {
  readonly dir: string;
  /** Something is stored there already. */
  readonly begun: boolean;
  readonly width: number;
  /** One line a cell, and none left out. */
  readonly all: boolean;
}

/** Set-ups that are shown where not all are asked for. */
const ROWS = 30;

const COLUMNS: readonly (readonly [keyof ForecastCounts, string])[] = [
  ["keep", "kept"],
  ["redo", "again"],
  ["regrade", "regraded"],
  ["parked", "parked"],
  ["waiting", "waiting"],
  ["new", "new"],
  ["left", "left out"],
];

interface Row {
  readonly tier: string;
  readonly label: Label;
  readonly counts: ForecastCounts;
}

/** Runs by set-up and what would happen to them, under the titles of their groups; columns without any are left out. */
export function planTable(forecast: Forecast, { width, all }: PlanShown): readonly string[] {
  const rows = all ? cellRows(forecast) : setUpRows(forecast);
  const used = COLUMNS.filter(([name]) => rows.some(({ counts }) => counts[name] > 0));
  const numbers = (cells: readonly string[]): string =>
    cells.map((cell, i) => `  ${cell.padStart(Math.max(3, used[i]?.[1].length ?? 0))}`).join("");
  const header = numbers(used.map(([, title]) => title));
  const room = Math.max(20, width - header.length - 2);
  const shown = all ? rows : rows.slice(0, ROWS);
  const labels = new Map(shown.map((row) => [row, fitLabel(row.label, room)]));
  const labelWidth = Math.max(...[...labels.values()].map(textWidth), 0);
  const lines = [padEnd("", labelWidth + 2) + header];
  for (const { id, title } of forecast.view.plan.frozen.tiers) {
    const mine = shown.filter(({ tier }) => tier === id);
    if (mine.length === 0) continue;
    lines.push(fitLabel({ title: plainText(title), key: id }, width));
    for (const row of mine)
      lines.push(
        `  ${padEnd(labels.get(row) ?? "", labelWidth)}${numbers(used.map(([name]) => String(row.counts[name] || "")))}`.trimEnd(),
      );
  }
  const rest = rows.length - shown.length;
  return rest > 0 ? [...lines, `and ${counted(rest, "more set-up")}: see them with --all`] : lines;
}

function setUpRows({ view, cells, waiting }: Forecast): readonly Row[] {
  const { subtests, agents, repeats } = view.plan.frozen;
  return subtests.flatMap(({ tier, id, title }) =>
    agents.flatMap((agent): readonly Row[] => {
      const mine = ({ key }: Pick<CellForecast | Recipe, "key">): boolean =>
        key.tier === tier && key.subtest === id && key.agent === agent.id;
      const counts = countForecast(cells.filter(mine), waiting.filter(mine).length * repeats);
      const key = agents.length > 1 ? `${tier}/${id}, ${agent.id}` : `${tier}/${id}`;
      return [{ tier, label: { title: plainText(title), key }, counts }];
    }),
  );
}

function cellRows({ view, cells, waiting }: Forecast): readonly Row[] {
  const { subtests, repeats } = view.plan.frozen;
  const titleOf = (key: Recipe["key"]): string =>
    plainText(subtests.find((one) => one.tier === key.tier && one.id === key.subtest)?.title ?? key.subtest);
  const row = (key: Recipe["key"], counts: ForecastCounts): Row => ({
    tier: key.tier,
    label: { title: titleOf(key), key: cellLabel(key) },
    counts,
  });
  return [
    ...cells.map((cell) => row(cell.key, countForecast([cell], 0))),
    ...waiting.map(({ key }) => row(key, countForecast([], repeats))),
  ];
}
