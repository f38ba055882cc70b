import type { RunnerObserver, Stage } from "@scylla/contracts";
import { combineObservers } from "@scylla/runner-core";
import { progressState } from "../progress/progress-state.ts";
import { type DriveEvent, eventObserver, progressEvent } from "./event-lines.ts";
import { codeOf, errorStreamSink, fileSink } from "./event-sink.ts";
import { lineQueue } from "./line-queue.ts";

/** Milliseconds between two looks at how far the drive has come. */
const LOOK_EVERY_MS = 1000;

/** How a drive ended. */
interface DriveEnd {
  readonly status: string;
  readonly exit: number;
}

/** Tells programs of a drive, line by line, for as long as it goes on. */
export interface EventRecorder extends AsyncDisposable {
  readonly observer: RunnerObserver;
  /** The last event. */
  finished(end: DriveEnd): void;
}

interface EventsWanted {
  /** A path, or `-` for standard error. */
  readonly to: string;
  readonly dir: string;
  readonly until: Stage;
  /** Is told once that events can't be written: that stops no experiment. */
  readonly say: (text: string) => void;
}

/** @throws {ScyllaError} `USAGE` where events can't be written. */
export async function recordEvents({ to, dir, until, say }: EventsWanted): Promise<EventRecorder> {
  const header = JSON.stringify({ event: "started", schema: "events/1", dir });
  const sink = to === "-" ? errorStreamSink() : await fileSink(to, header.slice(0, -1));
  let begun = false;
  let told = false;
  const queue = lineQueue(
    async (bytes) => {
      if (!begun) await sink.mend();
      begun = true;
      return sink.take(bytes);
    },
    {
      dropped: (lines) => lineOf({ event: "dropped", lines }),
      failed: (error) => {
        if (!told) say(`Events could not be written: ${error instanceof Error ? error.message : String(error)}`);
        told = true;
        return codeOf(error) === "EPIPE";
      },
    },
  );
  const state = progressState(() => performance.now(), until);
  let isOpen = false;
  let last = "";
  const emit = (event: DriveEvent): void => {
    // Nothing is written before the experiment is this process's own.
    if (!isOpen) queue.add(lineOf({ event: "started", schema: "events/1", dir }));
    isOpen = true;
    queue.add(lineOf(event));
  };
  const look = (): void => {
    const { elapsedMs: _elapsed, remainingMs: _remaining, ...counts } = progressEvent(state.snapshot());
    const now = JSON.stringify(counts);
    if (now !== last && isOpen) emit(progressEvent(state.snapshot()));
    last = now;
  };
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    observer: combineObservers([state.observer, eventObserver(emit)]),
    finished: (end) => {
      if (!isOpen) return;
      look();
      emit({ event: "finished", ...end });
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await queue[Symbol.asyncDispose]();
      await sink.close();
    },
  };
}

function lineOf({ event, ...members }: DriveEvent): string {
  const { schema, dir, ...others } = members;
  const first = schema === undefined ? {} : { schema, dir };
  return JSON.stringify({ event, ...first, atMs: Date.now(), ...others });
}
