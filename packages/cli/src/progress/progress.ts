import type { FrozenPlan, RunnerObserver, Stage } from "@scylla/contracts";
import { combineObservers } from "@scylla/runner-core";
import type { Output } from "../output.ts";
import { incidents } from "./incidents.ts";
import { liveLines } from "./live-lines.ts";
import { plainProgress } from "./plain-progress.ts";
import { type ProgressState, progressState } from "./progress-state.ts";
import { reflows } from "./reflows.ts";
import { region } from "./region.ts";
import type { Shown } from "./shown.ts";
import { type Titles, titlesOf } from "./titles.ts";

/** Shows a drive to a person: a live region on a terminal, lines elsewhere. */
export interface Progress extends Shown {
  readonly observer: RunnerObserver;
}

/** Milliseconds between two drawings. */
const DRAW_EVERY_MS = 100;

/** Milliseconds of preparation that need no words. */
const PATIENCE_MS = 1000;

/** @param stored a plan that is stored already; @param until the last stage that the drive does. */
export function progress(output: Output, stored: FrozenPlan | null, until: Stage): Progress {
  const titles = titlesOf(stored);
  const state = progressState(() => performance.now(), until);
  const shown = output.live ? liveProgress(output, state, titles) : plainProgress(output, state, titles);
  return {
    observer: combineObservers([titles.observer, state.observer, incidents(shown.say, titles)]),
    say: shown.say,
    [Symbol.dispose]: () => shown[Symbol.dispose](),
  };
}

function liveProgress({ people, color }: Output, state: ProgressState, titles: Titles): Shown {
  const drawn = region(people, { reflows: reflows(process.env) });
  const draw = (): void => {
    const snapshot = state.snapshot();
    if (snapshot.total === 0 && snapshot.elapsedMs < PATIENCE_MS) return;
    const size = { columns: people.columns || 80, rows: people.rows || 24 };
    drawn.draw(liveLines(snapshot, { ...size, color, titles, monotonicMs: performance.now() }));
  };
  // Signals that have arrived, of a resize or of being continued, are heard before the next drawing.
  let next: NodeJS.Immediate | undefined;
  const timer = setInterval(() => {
    next = setImmediate(draw);
  }, DRAW_EVERY_MS).unref();
  people.on("resize", draw);
  // Stopped and continued, or sent to the background and back: the shell has written meanwhile.
  process.on("SIGCONT", drawn.leave);
  return {
    say: drawn.print,
    [Symbol.dispose]: () => {
      clearInterval(timer);
      clearImmediate(next);
      people.off("resize", draw);
      process.off("SIGCONT", drawn.leave);
      drawn.clear();
    },
  };
}
