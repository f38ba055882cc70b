import { type Clock, type Job, PORTS, type RunQueue } from "@scylla/contracts";

export interface QueueLimits {
  /** Jobs in flight at once. */
  readonly total: number;
  /** The same for one key; absent: only the total counts. */
  readonly perKey: Readonly<Record<string, number>>;
}

/** A FIFO queue in this process: it forgets everything when the process ends, and is filled again from the store. */
export function inProcessQueue(limits: QueueLimits, clock: Clock): RunQueue {
  const waiting = new Map<string, Job[]>();
  const known = new Set<number>();
  const inFlight = new Map<string, number>();
  /** Ids of jobs in flight. */
  const active = new Set<number>();
  /** Jobs that wait for a moment, with what ends their wait. */
  const paused = new Map<number, AbortController>();
  let wake = (): void => {};

  /** The oldest waiting job whose key has room. Jobs of one key keep their order, ids decide between keys by submission. */
  function next(): Job | null {
    if (active.size >= limits.total) return null;
    let best: Job[] | null = null;
    for (const [key, jobs] of waiting) {
      if (jobs.length === 0 || (inFlight.get(key) ?? 0) >= (limits.perKey[key] ?? limits.total)) continue;
      if (!best || sequence(jobs[0]) < sequence(best[0])) best = jobs;
    }
    return best?.shift() ?? null;
  }

  const order = new WeakMap<Job, number>();
  let submitted = 0;
  const sequence = (job: Job | undefined): number => (job ? (order.get(job) ?? 0) : Number.POSITIVE_INFINITY);

  function enqueue(job: Job): void {
    order.set(job, submitted++);
    const jobs = waiting.get(job.key);
    if (jobs) jobs.push(job);
    else waiting.set(job.key, [job]);
    wake();
  }

  /** The job is not waited for any more: whoever wants it submits it again. */
  function forget(id: number): void {
    paused.get(id)?.abort();
    paused.delete(id);
    known.delete(id);
  }

  return {
    port: PORTS.runQueue,
    submit: async (jobs) => {
      for (const job of jobs) {
        if (known.has(job.id)) continue;
        known.add(job.id);
        enqueue(job);
      }
    },
    cancel: async (ids) => {
      const gone = new Set(ids.filter((id) => !active.has(id)));
      for (const [key, jobs] of waiting)
        waiting.set(
          key,
          jobs.filter((job) => !gone.has(job.id)),
        );
      for (const id of gone) forget(id);
      wake();
    },
    consume: async ({ handle, onError, stop }) => {
      const running = new Set<Promise<void>>();

      const work = async (job: Job): Promise<void> => {
        try {
          const handled = await handle(job);
          if (handled) later(job, handled.retryAtMs);
          else known.delete(job.id);
        } catch (error) {
          known.delete(job.id);
          onError(job, error);
        } finally {
          active.delete(job.id);
          inFlight.set(job.key, (inFlight.get(job.key) ?? 1) - 1);
          wake();
        }
      };

      const later = (job: Job, atMs: number): void => {
        const pause = new AbortController();
        paused.set(job.id, pause);
        clock
          .sleep(atMs - clock.now(), pause.signal)
          .then(() => {
            paused.delete(job.id);
            enqueue(job);
          })
          // Cancelled or stopped while it waited: the store still knows the run.
          .catch(() => wake());
      };

      const stopped = (): void => {
        for (const id of [...paused.keys()]) forget(id);
        wake();
      };
      stop.addEventListener("abort", stopped, { once: true });
      try {
        for (;;) {
          const changed = new Promise<void>((resolve) => {
            wake = resolve;
          });
          for (let job = stop.aborted ? null : next(); job; job = next()) {
            active.add(job.id);
            inFlight.set(job.key, (inFlight.get(job.key) ?? 0) + 1);
            const done: Promise<void> = work(job).finally(() => running.delete(done));
            running.add(done);
          }
          const idle =
            active.size === 0 &&
            (stop.aborted || (paused.size === 0 && [...waiting.values()].every((jobs) => jobs.length === 0)));
          if (idle) break;
          await changed;
        }
        await Promise.all(running);
      } finally {
        stop.removeEventListener("abort", stopped);
        stopped();
      }
    },
  };
}
