import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "@scylla/contracts";

/** The machine's clock. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: async (ms, signal) => {
      await delay(Math.max(0, ms), undefined, { signal });
    },
  };
}
