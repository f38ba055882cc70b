import type { Clock, RunnerObserver } from "@scylla/contracts";

/** Tells observers when a tier begins and when it has no more to do in this drive: exactly once each, however the drive ends. */
export interface TierWatch {
  /** Jobs of a tier join. */
  expect(tier: string, jobs: number): void;
  /** A job begins. */
  begin(tier: string): void;
  /** A job will not come back in this drive. */
  end(tier: string): void;
  /** The drive ends: tiers that were begun and not finished are. */
  close(): void;
}

/** @param mayGrow true while a later plan generation can still bring jobs to the tier. */
export function tierWatch(
  experiment: string,
  clock: Clock,
  observer: RunnerObserver,
  mayGrow: (tier: string) => boolean,
): TierWatch {
  const open = new Map<string, number>();
  const begunAt = new Map<string, number>();
  const finished = new Set<string>();

  function finish(tier: string): void {
    const begun = begunAt.get(tier);
    if (begun === undefined || finished.has(tier)) return;
    finished.add(tier);
    observer.tierFinished?.({ tier, experiment, durationMs: clock.monotonic() - begun });
  }

  return {
    expect: (tier, jobs) => {
      open.set(tier, (open.get(tier) ?? 0) + jobs);
    },
    begin: (tier) => {
      if (begunAt.has(tier)) return;
      begunAt.set(tier, clock.monotonic());
      observer.tierStarted?.({ tier, experiment });
    },
    end: (tier) => {
      const left = (open.get(tier) ?? 1) - 1;
      open.set(tier, left);
      if (left === 0 && !mayGrow(tier)) finish(tier);
    },
    close: () => {
      for (const tier of begunAt.keys()) finish(tier);
    },
  };
}
