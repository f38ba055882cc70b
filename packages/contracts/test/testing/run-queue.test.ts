import { manualClock, memoryRunQueue, runQueueConformance, settle } from "@scylla/contracts/testing";
import { test } from "vitest";

const cases = runQueueConformance({
  open: async () => {
    const clock = manualClock();
    return {
      queue: memoryRunQueue(clock),
      now: clock.now,
      pass: async (ms) => {
        clock.advance(ms);
        await settle();
      },
      dispose: async () => {},
    };
  },
});

for (const one of cases) test(one.name, one.run);
