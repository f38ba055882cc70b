/** How often streams may pass something on, so that many of them cost no more than a few. */
export interface Pacer {
  /** A stream begins. @returns what ends it. */
  join(): () => void;
  /** Milliseconds that a stream waits after it has passed something on; 0: it needs not. */
  pauseMs(): number;
}

/** Over all streams together. Each costs at least two system calls, whatever it passes on. */
const PASSES_A_SECOND = 1_000;
const LONGEST_MS = 100;
/** Timers are no finer. */
const SHORTEST_MS = 4;

export function pacer(): Pacer {
  let streams = 0;
  return {
    join: () => {
      streams += 1;
      let left = false;
      return () => {
        streams -= left ? 0 : 1;
        left = true;
      };
    },
    pauseMs: () => {
      const ms = Math.round((1000 * streams) / PASSES_A_SECOND);
      return ms < SHORTEST_MS ? 0 : Math.min(ms, LONGEST_MS);
    },
  };
}
