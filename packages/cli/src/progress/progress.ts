import type { FrozenPlan, RunnerObserver, Stage } from "@scylla/contracts";
import { combineObservers } from "@scylla/runner-core";
import type { Output } from "../output.ts";
import { counted, duration, spent } from "./figures.ts";
import { incidents } from "./incidents.ts";
import { liveLines } from "./live-lines.ts";
import { type ProgressState, progressState } from "./progress-state.ts";
import { region } from "./region.ts";
import { type Titles, titlesOf } from "./titles.ts";

/** Shows a drive to a person: a live region on a terminal, lines elsewhere. */
export interface Progress extends Disposable {
  readonly observer: RunnerObserver;
  /** A line that stays. */
  say(text: string): void;
}

/** Milliseconds between two drawings, and between two lines where nothing can be drawn over. */
const DRAW_EVERY_MS = 100;
const LINE_EVERY_MS = 5000;

/** Milliseconds of preparation that need no words. */
const PATIENCE_MS = 1000;

/** @param stored a plan that is stored already; @param until the last stage that the drive does. */
export function progress(output: Output, stored: FrozenPlan | null, until: Stage): Progress {
  const titles = titlesOf(stored);
  const state = progressState(() => performance.now(), until);
  const shown = output.live ? liveProgress(output, state, titles) : plainProgress(output, state);
  return {
    observer: combineObservers([titles.observer, state.observer, incidents(shown.say, titles)]),
    say: shown.say,
    [Symbol.dispose]: () => shown[Symbol.dispose](),
  };
}

type Shown = Omit<Progress, "observer">;

function liveProgress({ people, color }: Output, state: ProgressState, titles: Titles): Shown {
  const drawn = region(people);
  const draw = (): void => {
    const snapshot = state.snapshot();
    if (snapshot.total === 0 && snapshot.elapsedMs < PATIENCE_MS) return;
    const size = { columns: people.columns || 80, rows: people.rows || 24 };
    drawn.draw(liveLines(snapshot, { ...size, color, titles, monotonicMs: performance.now() }));
  };
  const timer = setInterval(draw, DRAW_EVERY_MS).unref();
  people.on("resize", draw);
  return {
    say: drawn.print,
    [Symbol.dispose]: () => {
      clearInterval(timer);
      people.off("resize", draw);
      drawn.clear();
    },
  };
}

function plainProgress(output: Output, state: ProgressState): Shown {
  let told = "";
  const line = (): void => {
    const snapshot = state.snapshot();
    const counts = counted(snapshot).join(", ");
    // Nothing is said while nothing changes.
    if (counts === told) return;
    told = counts;
    const running = snapshot.total === 0 ? "preparing" : `${snapshot.active.length} running`;
    const words = [snapshot.total === 0 ? "" : counts, running, duration(snapshot.elapsedMs), spent(snapshot)];
    output.say(words.filter(Boolean).join(", "));
  };
  const timer = setInterval(line, LINE_EVERY_MS).unref();
  return { say: output.say, [Symbol.dispose]: () => clearInterval(timer) };
}
