import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "@scylla/contracts";

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: async (ms, signal) => {
      // A timer takes no more than this; asked for more it would end at once.
      let left = Math.max(0, ms);
      do {
        await delay(Math.min(left, LONGEST_TIMER_MS), undefined, { signal });
        left -= LONGEST_TIMER_MS;
      } while (left > 0);
    },
  };
}
