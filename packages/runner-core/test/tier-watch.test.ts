import { manualClock } from "@scylla/contracts/testing";
import { describe, expect, test } from "vitest";
import { tierWatch } from "../src/tier-watch.ts";

function watching(mayGrow: (tier: string) => boolean = () => false) {
  const clock = manualClock();
  const events: string[] = [];
  const watch = tierWatch(
    "example",
    clock,
    {
      tierStarted: ({ tier }) => events.push(`start ${tier}`),
      tierFinished: ({ tier, durationMs }) => events.push(`finish ${tier} ${durationMs}`),
    },
    mayGrow,
  );
  return { clock, events, watch };
}

describe("a tier's duration is told exactly once", () => {
  test("when its last job has ended, and not again at the end of the drive", () => {
    const { clock, events, watch } = watching();
    watch.expect("T0", 2);
    watch.begin("T0");
    clock.advance(10);
    watch.begin("T0");
    watch.end("T0");
    clock.advance(5);
    watch.end("T0");
    clock.advance(100);
    watch.close();
    expect(events).toEqual(["start T0", "finish T0 15"]);
  });

  test("when the drive ends before its jobs do: on failure and abort alike", () => {
    const { clock, events, watch } = watching();
    watch.expect("T0", 5);
    watch.begin("T0");
    clock.advance(7);
    watch.close();
    watch.close();
    expect(events).toEqual(["start T0", "finish T0 7"]);
  });

  test("when a later generation still brings jobs: only after those", () => {
    let growing = true;
    const { clock, events, watch } = watching(() => growing);
    watch.expect("T5", 1);
    watch.begin("T5");
    watch.end("T5");
    growing = false;
    watch.expect("T5", 1);
    clock.advance(3);
    watch.end("T5");
    expect(events).toEqual(["start T5", "finish T5 3"]);
  });

  test("never for a tier that this drive did not touch", () => {
    const { events, watch } = watching();
    watch.expect("T1", 3);
    watch.close();
    expect(events).toEqual([]);
  });
});
