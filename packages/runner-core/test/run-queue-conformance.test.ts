import { manualClock, runQueueConformance, settle } from "@scylla/contracts/testing";
import { describe, test } from "vitest";
import { inProcessQueue } from "../src/in-process-queue.ts";

const cases = runQueueConformance({
  open: async (limits) => {
    const clock = manualClock();
    return {
      queue: inProcessQueue(limits, clock),
      now: clock.now,
      pass: async (ms) => {
        clock.advance(ms);
        await settle();
      },
      dispose: async () => {},
    };
  },
});

describe("the in-process queue", () => {
  for (const one of cases) test(one.name, one.run);
});
