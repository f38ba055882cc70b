import type { CellForecast } from "@scylla/compose";

/** Runs by what would happen to them. `waiting`: their treatments are not known yet. */
export type ForecastCounts = Readonly<
  Record<"keep" | "redo" | "regrade" | "new" | "parked" | "left" | "waiting", number>
>;

export function countForecast(cells: readonly Pick<CellForecast, "runs">[], waiting: number): ForecastCounts {
  const counts = { keep: 0, redo: 0, regrade: 0, new: 0, parked: 0, left: 0, waiting };
  for (const { runs } of cells) for (const { what } of runs) counts[what]++;
  return counts;
}
