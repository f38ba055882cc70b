import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Output } from "../../src/output.ts";
import { plainProgress, progressLine } from "../../src/progress/plain-progress.ts";
import { titlesOf } from "../../src/progress/titles.ts";
import { NAMED_PLAN } from "../fixtures/events.ts";
import { active, group, snapshot } from "../fixtures/snapshots.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a line holds what the live region shows", () => {
  const busy = snapshot({
    total: 40,
    done: 24,
    failed: 1,
    elapsedMs: 65_000,
    cost: 1_230_000_000,
    active: [active(1)],
    groups: [group("T0", { planned: 20, done: 20 }), group("T1", { planned: 20, done: 4, failed: 1 })],
  });
  expect(progressLine(busy, titlesOf(NAMED_PLAN))).toBe(
    "24 of 40 runs, 1 failed, 1 running, 1:05, about 0:40 left, $1.23 reported; Prompts (T0): 20 of 20; Skills (T1): 4 of 20, 1 failed",
  );
});

test("the longer a drive takes, the fewer lines; none while nothing changes", () => {
  const said: string[] = [];
  let done = 0;
  const begun = Date.now();
  const state = { observer: {}, snapshot: () => snapshot({ total: 90_000, done, elapsedMs: Date.now() - begun }) };
  const output = { say: (line: string) => said.push(line) } as unknown as Output;
  using _shown = plainProgress(output, state, titlesOf(null));
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveLength(1);
  for (let second = 0; second < 3600; second++) {
    done++;
    vi.advanceTimersByTime(1000);
  }
  expect(said.length).toBeGreaterThan(60);
  expect(said.length).toBeLessThan(130);
});
