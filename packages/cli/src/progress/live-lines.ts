import { styleText } from "node:util";
import { fitText, padEnd, textWidth } from "@scylla/report";
import { duration } from "./figures.ts";
import { groupLines } from "./group-lines.ts";
import { headline } from "./headline.ts";
import type { ActiveRun, Snapshot } from "./progress-state.ts";
import type { Titles } from "./titles.ts";

export interface LiveView {
  readonly columns: number;
  /** Lines that may be used. */
  readonly rows: number;
  readonly color: boolean;
  readonly monotonicMs: number;
  readonly titles: Titles;
}

/** Columns of stage and time. */
const RIGHT = 14;

const STAGE_WORDS = {
  workspace: "workspace",
  agent: "agent",
  capture: "capture",
  check: "checks",
  judge: "judges",
  verdict: "verdict",
} as const;

/** Below this width the name of a stage gives way to that of a run. */
const NARROW = 40;

/**
 * The lines of the live region, each shorter than the terminal is wide and together fewer than it has rows:
 * one for the whole, one for each group, one for each active run; of the last two as many as fit.
 */
export function liveLines(snapshot: Snapshot, view: LiveView): readonly string[] {
  const width = Math.max(1, view.columns - 1);
  // Repositories are fetched and the plan is made: with a slow network that takes its time.
  if (snapshot.total === 0) return [fitText(`Preparing · ${duration(snapshot.elapsedMs)}`, width)];
  const room = Math.max(0, view.rows - 2);
  const { active, groups } = snapshot;
  const forGroups = Math.max(Math.floor(room / 2), room - active.length);
  const grouped = groupLines(groups, { width, rows: forGroups, titles: view.titles });
  return [
    headline(snapshot, { width, color: view.color }),
    ...grouped,
    ...activeLines(active, view, width, room - grouped.length),
  ];
}

/** Lines are no longer than they need to be: what is short is not wrapped when the terminal becomes narrower. */
function activeLines(active: readonly ActiveRun[], view: LiveView, width: number, rows: number): readonly string[] {
  if (rows < 1) return [];
  const shown = active.length > rows ? active.slice(0, rows - 1) : active;
  const more = active.length - shown.length;
  const names = shown.map(({ key, n }) => `  ${view.titles.run(key, n)}`);
  const times = shown.map(({ stage, sinceMs }) => {
    const elapsed = duration(view.monotonicMs - sinceMs);
    return width < NARROW ? elapsed : `${STAGE_WORDS[stage]} ${elapsed}`.padStart(RIGHT);
  });
  const column = Math.max(...names.map(textWidth));
  const lines = names.map((name, i) => {
    const time = times[i] ?? "";
    const room = Math.max(1, Math.min(column, width - time.length - 1));
    return fitText(`${padEnd(fitText(name, room), room)} ${time}`, width);
  });
  return [
    ...(view.color ? lines.map((line) => styleText("dim", line, { validateStream: false })) : lines),
    ...(more > 0 ? [fitText(`  and ${more} more running`, width)] : []),
  ];
}
