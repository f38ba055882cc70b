import type { Handled, Job } from "@scylla/contracts";
import { manualClock, settle } from "@scylla/contracts/testing";
import { describe, expect, test } from "vitest";
import { inProcessQueue, type QueueLimits } from "../src/in-process-queue.ts";

interface Bench {
  readonly started: number[];
  readonly errors: unknown[];
  readonly stop: AbortController;
  /** Ends a job that is in flight. */
  finish(id: number, handled?: Handled): Promise<void>;
  fail(id: number, error: Error): Promise<void>;
  readonly done: Promise<void>;
  readonly clock: ReturnType<typeof manualClock>;
  readonly queue: ReturnType<typeof inProcessQueue>;
}

async function consuming(limits: QueueLimits, jobs: readonly Job[]): Promise<Bench> {
  const clock = manualClock();
  const queue = inProcessQueue(limits, clock);
  const started: number[] = [];
  const errors: unknown[] = [];
  const open = new Map<number, { resolve: (handled: Handled) => void; reject: (error: Error) => void }>();
  const stop = new AbortController();
  await queue.submit(jobs);
  const done = queue.consume({
    handle: (job) => {
      started.push(job.id);
      return new Promise((resolve, reject) => open.set(job.id, { resolve, reject }));
    },
    onError: (_job, error) => errors.push(error),
    stop: stop.signal,
  });
  await settle();
  const finish = async (id: number, handled: Handled = null): Promise<void> => {
    open.get(id)?.resolve(handled);
    await settle();
  };
  const fail = async (id: number, error: Error): Promise<void> => {
    open.get(id)?.reject(error);
    await settle();
  };
  return { started, errors, stop, finish, fail, done, clock, queue };
}

const jobs = (key: string, ...ids: number[]): Job[] => ids.map((id) => ({ id, key }));

describe("the in-process queue", () => {
  test("starts jobs in the order of submission, as many as the total allows", async () => {
    const bench = await consuming({ total: 2, perKey: {} }, jobs("a", 1, 2, 3, 4));
    expect(bench.started).toEqual([1, 2]);
    await bench.finish(2);
    expect(bench.started).toEqual([1, 2, 3]);
    await bench.finish(1);
    await bench.finish(3);
    await bench.finish(4);
    await bench.done;
  });

  test("holds a key to its limit without holding up the others", async () => {
    const bench = await consuming({ total: 3, perKey: { a: 1 } }, [...jobs("a", 1, 2), ...jobs("b", 3, 4)]);
    expect(bench.started).toEqual([1, 3, 4]);
    await bench.finish(1);
    expect(bench.started).toEqual([1, 3, 4, 2]);
    for (const id of [2, 3, 4]) await bench.finish(id);
    await bench.done;
  });

  test("a job is submitted once, however often it is handed in, and again after it was done", async () => {
    const bench = await consuming({ total: 1, perKey: {} }, jobs("a", 1, 2, 1));
    await bench.queue.submit(jobs("a", 1, 2));
    await bench.finish(1);
    await bench.queue.submit(jobs("a", 1));
    await bench.finish(2);
    await bench.finish(1);
    await bench.done;
    expect(bench.started).toEqual([1, 2, 1]);
  });

  test("one failing job is reported and fails no other", async () => {
    const bench = await consuming({ total: 1, perKey: {} }, jobs("a", 1, 2));
    await bench.fail(1, new Error("boom"));
    expect(bench.started).toEqual([1, 2]);
    await bench.finish(2);
    await bench.done;
    expect(bench.errors).toEqual([new Error("boom")]);
  });

  test("a parked job comes back at its moment and keeps nobody waiting meanwhile", async () => {
    const bench = await consuming({ total: 1, perKey: {} }, jobs("a", 1, 2));
    await bench.finish(1, { retryAtMs: bench.clock.now() + 5000 });
    expect(bench.started).toEqual([1, 2]);
    await bench.finish(2);
    bench.clock.advance(4999);
    await settle();
    expect(bench.started).toEqual([1, 2]);
    bench.clock.advance(1);
    await settle();
    expect(bench.started).toEqual([1, 2, 1]);
    await bench.finish(1);
    await bench.done;
  });

  test("stopping starts nothing more, waits for what runs, and for no deadline", async () => {
    const bench = await consuming({ total: 2, perKey: {} }, jobs("a", 1, 2, 3));
    await bench.finish(1, { retryAtMs: bench.clock.now() + 1e9 });
    bench.stop.abort();
    let ended = false;
    const end = bench.done.then(() => {
      ended = true;
    });
    await settle();
    expect(ended).toBe(false);
    await bench.finish(2);
    await bench.finish(3);
    await end;
    expect(bench.started).toEqual([1, 2, 3]);
    expect(bench.clock.sleepers).toBe(0);
  });

  test("a handler may submit; the queue goes on with it", async () => {
    const clock = manualClock();
    const queue = inProcessQueue({ total: 1, perKey: {} }, clock);
    const seen: number[] = [];
    await queue.submit(jobs("a", 1));
    await queue.consume({
      handle: async (job) => {
        seen.push(job.id);
        if (job.id < 3) await queue.submit(jobs("a", job.id + 1));
        return null;
      },
      onError: (_job, error) => {
        throw error;
      },
      stop: new AbortController().signal,
    });
    expect(seen).toEqual([1, 2, 3]);
  });

  test("cancelled jobs are not started", async () => {
    const bench = await consuming({ total: 1, perKey: {} }, jobs("a", 1, 2, 3));
    await bench.queue.cancel([2]);
    await bench.finish(1);
    await bench.finish(3);
    await bench.done;
    expect(bench.started).toEqual([1, 3]);
  });

  test("with nothing to do it ends at once", async () => {
    const bench = await consuming({ total: 1, perKey: {} }, []);
    await bench.done;
    expect(bench.started).toEqual([]);
  });
});
