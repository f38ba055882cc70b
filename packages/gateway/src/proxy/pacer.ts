/** How often streams may pass something on, so that many of them cost no more than a few. */
export interface Pacer {
  /** A stream begins. @returns what ends it. */
  join(): () => void;
  /** Milliseconds that a stream waits at most after it has passed something on; 0: it needs not. */
  pauseMs(): number;
  /** Calls back within `pauseMs`, together with all others that wait. @returns what takes it back. */
  wait(resume: () => void): () => void;
}

/** Over all streams together. Each costs at least two system calls, whatever it passes on. */
const PASSES_A_SECOND = 1_000;
const LONGEST_MS = 100;
/** Timers are no finer. */
const SHORTEST_MS = 4;

export function pacer(): Pacer {
  let streams = 0;
  let waiting = new Set<() => void>();
  let isTicking = false;

  const pauseMs = (): number => {
    const ms = Math.round((1000 * streams) / PASSES_A_SECOND);
    return ms < SHORTEST_MS ? 0 : Math.min(ms, LONGEST_MS);
  };
  const tick = (): void => {
    isTicking = false;
    const all = waiting;
    waiting = new Set();
    for (const resume of all) resume();
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
    wait: (resume) => {
      waiting.add(resume);
      if (!isTicking) setTimeout(tick, pauseMs());
      isTicking = true;
      return () => void waiting.delete(resume);
    },
  };
}
