import type { WriteStream } from "node:tty";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Output } from "../../src/output.ts";
import { progress } from "../../src/progress/progress.ts";
import { event, NAMED_PLAN, resumePlan } from "../fixtures/events.ts";
import { type Screen, screen } from "../fixtures/screen.ts";

beforeEach(() =>
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setImmediate", "clearImmediate", "performance"] }),
);
afterEach(() => vi.useRealTimers());

function outputTo(on: Screen): Output {
  return {
    say: (text) => on.stream.write(`${text}\n`),
    answer: () => {},
    json: false,
    people: on.stream as unknown as WriteStream,
    live: true,
    color: false,
    width: () => on.stream.columns,
  };
}

const TIERS = [
  { tier: "T0", planned: 2, kept: 0 },
  { tier: "T1", planned: 2, kept: 0 },
];

test("a drive on a terminal: what happens stays above, what is now stands below, and nothing of that remains at the end", async () => {
  const on = screen(60);
  const shown = progress(outputTo(on), NAMED_PLAN, "verdict");
  shown.observer.resumePlanned?.({ plan: resumePlan({ new: 4, tiers: TIERS }) });
  shown.observer.stageStarted?.({ ...event(1), stage: "agent", atMs: 0 });
  vi.advanceTimersByTime(2100);
  expect(await on.lines()).toEqual([
    "Runs: 4 new.",
    "░░░░░░░░░░░░░░ 0 of 4 runs · 0:02",
    "  Prompts (T0) ░░░░░░░░░░ 0 of 2",
    "  Skills (T1)  ░░░░░░░░░░ 0 of 2",
    "  A rule (T0/01-rule), answer, run 1     agent 0:02",
  ]);
  const failure = { stage: "agent", code: "GIT_FAILED", message: "no\u001b[2J\nsuch thing", retryInMs: null } as const;
  shown.observer.stageFailed?.({ ...event(1), ...failure });
  await on.resize(44);
  vi.advanceTimersByTime(150);
  const lines = await on.lines();
  expect(lines[1]).toMatch(
    /^A rule \(T0\/01-rule\), answer, run 1: agent failed \(GIT_FAILED: no.*such thing\); given up/,
  );
  expect(lines.slice(2)).toEqual([
    "░░░░░░░░░░ 0 of 4 runs · 1 failed · 0:02",
    "  Prompts (T0) 0 of 2 · 1 failed",
    "  Skills (T1)  0 of 2",
  ]);
  shown[Symbol.dispose]();
  vi.advanceTimersByTime(1000);
  expect(await on.lines()).toHaveLength(2);
  expect(await on.cursor()).toMatchObject({ column: 0, hidden: false });
});

test("frames are limited, however much happens, and none is drawn while nothing changes", () => {
  const on = screen(60);
  using shown = progress(outputTo(on), NAMED_PLAN, "verdict");
  shown.observer.resumePlanned?.({ plan: resumePlan({ new: 4, tiers: TIERS }) });
  vi.advanceTimersByTime(150);
  const before = on.writes();
  vi.advanceTimersByTime(3000);
  expect(on.writes() - before).toBe(3);
  for (let i = 0; i < 1000; i++) {
    shown.observer.stageStarted?.({ ...event(i), stage: "agent", atMs: 0 });
    vi.advanceTimersByTime(1);
  }
  expect(on.writes() - before).toBeLessThanOrEqual(14);
});

test("a process that was stopped and continued draws below what was written meanwhile", async () => {
  const on = screen(60);
  using shown = progress(outputTo(on), NAMED_PLAN, "verdict");
  shown.observer.resumePlanned?.({ plan: resumePlan({ new: 4 }) });
  vi.advanceTimersByTime(150);
  on.stream.write("$ fg\n");
  process.emit("SIGCONT", "SIGCONT");
  vi.advanceTimersByTime(1000);
  expect((await on.lines()).slice(2)).toEqual(["$ fg", "░░░░░░░░░░░░░░ 0 of 4 runs · 0:01"]);
});
