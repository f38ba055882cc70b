import type { RunnerObserver } from "@scylla/contracts";

type Hook = (event: never) => unknown;

/** One observer that calls many. What one of them throws, at once or as a rejected promise, reaches neither the others nor the drive. */
export function combineObservers(observers: readonly RunnerObserver[]): RunnerObserver {
  return new Proxy<RunnerObserver>(
    {},
    {
      get: (_target, name) => (event: never) => {
        for (const observer of observers) {
          try {
            const told = (observer[name as keyof RunnerObserver] as Hook | undefined)?.call(observer, event);
            if (told instanceof Promise) told.catch(ignored);
          } catch {
            ignored();
          }
        }
      },
    },
  );
}

/** An observer watches; its defects are its own. */
function ignored(): void {}
