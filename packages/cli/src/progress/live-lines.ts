import { styleText } from "node:util";
import { fitText, padEnd } from "@scylla/report";
import { counted, duration, remainingMs, spent } from "./figures.ts";
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

/** The lines of the live region, each shorter than the terminal is wide: one for the whole, one for each active run that fits. */
export function liveLines(snapshot: Snapshot, view: LiveView): readonly string[] {
  const width = Math.max(10, view.columns - 1);
  const room = Math.max(0, view.rows - 2);
  const { active, total } = snapshot;
  // Repositories are fetched and the plan is made: with a slow network that takes its time.
  if (total === 0) return [fitText(`Preparing · ${duration(snapshot.elapsedMs)}`, width)];
  const shown = active.length > room ? active.slice(0, Math.max(0, room - 1)) : active;
  const more = active.length - shown.length;
  return [
    headline(snapshot, view, width),
    ...shown.map((run) => activeLine(run, view, width)),
    ...(more > 0 && room > 0 ? [fitText(`  and ${more} more`, width)] : []),
  ];
}

function headline(snapshot: Snapshot, { color }: LiveView, width: number): string {
  const remaining = remainingMs(snapshot);
  const words = [
    ...counted(snapshot),
    duration(snapshot.elapsedMs),
    remaining === null ? null : `about ${duration(remaining)} left`,
    spent(snapshot),
    snapshot.draining ? "stopping" : null,
  ].filter((word) => word !== null);
  const bar = progressBar(snapshot, Math.min(30, Math.max(8, Math.floor(width / 4))));
  const text = fitText(` ${words.join(" · ")}`, width - bar.length);
  return color ? styleText("green", bar, { validateStream: false }) + text : bar + text;
}

function progressBar({ total, kept, done }: Snapshot, width: number): string {
  const filled = total === 0 ? 0 : Math.floor(((kept + done) / total) * width);
  return "█".repeat(filled) + "░".repeat(width - filled);
}

function activeLine(run: ActiveRun, { monotonicMs, titles, color }: LiveView, width: number): string {
  const { key, n, stage, sinceMs } = run;
  const right = `${STAGE_WORDS[stage]} ${duration(monotonicMs - sinceMs)}`.padStart(RIGHT);
  const room = Math.max(1, width - RIGHT - 1);
  const left = padEnd(fitText(`  ${titles.setUp(key)}, ${key.task}, run ${n}`, room), Math.min(room, 70));
  const line = fitText(`${left} ${right}`, width);
  return color ? styleText("dim", line, { validateStream: false }) : line;
}
