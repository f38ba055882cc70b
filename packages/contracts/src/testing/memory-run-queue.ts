import { PORTS } from "../port.ts";
import type { Clock } from "../ports/clock.ts";
import type { Job, RunQueue } from "../ports/run-queue.ts";

/** A queue that dispatches one job at a time, in the order of submission: the plainest that the port allows. */
export function memoryRunQueue(clock: Pick<Clock, "now" | "sleep">): RunQueue {
  /** Jobs that are not done, with the moment before which they are not due. */
  const open = new Map<number, { readonly job: Job; readonly dueAtMs: number }>();
  let inFlight: number | null = null;

  function nextDue(): { readonly job: Job; readonly dueAtMs: number } | undefined {
    return [...open.values()].toSorted((a, b) => a.dueAtMs - b.dueAtMs)[0];
  }

  return {
    port: PORTS.runQueue,
    submit: async (jobs) => {
      for (const job of jobs) if (!open.has(job.id)) open.set(job.id, { job, dueAtMs: Number.NEGATIVE_INFINITY });
    },
    cancel: async (ids) => {
      for (const id of ids) if (id !== inFlight) open.delete(id);
    },
    consume: async ({ handle, onError, stop }) => {
      for (let next = nextDue(); next && !stop.aborted; next = nextDue()) {
        const { job, dueAtMs } = next;
        if (dueAtMs > clock.now()) {
          await clock.sleep(dueAtMs - clock.now(), stop).catch(() => {});
          continue;
        }
        inFlight = job.id;
        try {
          const handled = await handle(job);
          open.delete(job.id);
          if (handled) open.set(job.id, { job, dueAtMs: handled.retryAtMs });
        } catch (error) {
          open.delete(job.id);
          onError(job, error);
        } finally {
          inFlight = null;
        }
      }
    },
  };
}
