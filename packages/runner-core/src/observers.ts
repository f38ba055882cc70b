import type { RunnerObserver } from "@scylla/contracts";

type Hook = (event: never) => void;

/** One observer that calls many. What one of them throws reaches neither the others nor the drive. */
export function combineObservers(observers: readonly RunnerObserver[]): RunnerObserver {
  return new Proxy<RunnerObserver>(
    {},
    {
      get: (_target, name) => (event: never) => {
        for (const observer of observers) {
          try {
            (observer[name as keyof RunnerObserver] as Hook | undefined)?.call(observer, event);
          } catch {
            // An observer watches; its defects are its own.
          }
        }
      },
    },
  );
}
