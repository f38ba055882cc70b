/** A stream that takes turns with others. */
export interface Turn {
  /** Passes on what has come. */
  write(): void;
  /** Reads on. */
  resume(): void;
}

/** How often streams may pass something on, so that many of them cost no more than a few. */
export interface Pacer {
  /** A stream begins. @returns what ends it. */
  join(): () => void;
  /** Milliseconds that a stream waits at most after it has passed something on; 0: it needs not. */
  pauseMs(): number;
  /** Something has come, and no more is read: it is written as soon as all that is there has been taken, and `pauseMs` later all go on. */
  rest(turn: Turn): void;
  /** Calls this one back no more. */
  forget(turn: Turn): void;
}

/** Over all streams together. Each pass costs a read and a write, whatever it passes on. */
const PASSES_A_SECOND = 1_000;
/** From here on the passes become fewer, for a process with so many streams has other things to do. */
const MANY = 20;
const LONGEST_MS = 150;
/** Timers are no finer. */
const SHORTEST_MS = 4;

export function pacer(): Pacer {
  let streams = 0;
  let arriving = new Set<Turn>();
  let resting = new Set<Turn>();
  let isTicking = false;

  const pauseMs = (): number => {
    const ms = Math.round((1000 * streams * Math.max(1, streams / MANY)) / PASSES_A_SECOND);
    return ms < SHORTEST_MS ? 0 : Math.min(ms, LONGEST_MS);
  };
  const tick = (): void => {
    isTicking = false;
    const all = resting;
    resting = new Set();
    for (const turn of all) turn.resume();
  };
  const settle = (): void => {
    const all = arriving;
    arriving = new Set();
    for (const turn of all) {
      resting.add(turn);
      turn.write();
    }
    if (!isTicking) setTimeout(tick, pauseMs());
    isTicking = true;
  };
  return {
    join: () => {
      streams += 1;
      let left = false;
      return () => {
        streams -= left ? 0 : 1;
        left = true;
      };
    },
    pauseMs,
    rest: (turn) => {
      if (arriving.size === 0) setImmediate(settle);
      arriving.add(turn);
    },
    forget: (turn) => {
      arriving.delete(turn);
      resting.delete(turn);
    },
  };
}
