import { expect, test } from "vitest";
import { systemClock } from "../src/index.ts";

const NEVER = new AbortController().signal;

test("sleeping takes its time, and none for a moment that has passed", async () => {
  const clock = systemClock();
  const begun = clock.monotonic();
  await clock.sleep(30, NEVER);
  expect(clock.monotonic() - begun).toBeGreaterThanOrEqual(28);
  await clock.sleep(-1000, NEVER);
  expect(clock.monotonic() - begun).toBeLessThan(5000);
});

test("an abort ends a sleep at once, also one that is longer than any timer", async () => {
  const stop = new AbortController();
  let woke = false;
  const sleeping = systemClock()
    .sleep(1e12, stop.signal)
    .then(
      () => {
        woke = true;
      },
      () => "stopped",
    );
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(woke).toBe(false);
  stop.abort();
  expect(await sleeping).toBe("stopped");
  await expect(systemClock().sleep(1, AbortSignal.abort())).rejects.toThrow();
});
