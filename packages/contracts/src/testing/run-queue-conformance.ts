import assert from "node:assert/strict";
import { PORTS } from "../port.ts";
import type { Handled, Job, RunQueue } from "../ports/run-queue.ts";
import { type ConformanceCase, conformanceCases, type Disposable } from "./conformance-case.ts";

export interface OpenRunQueue extends Disposable {
  readonly queue: RunQueue;
  /** The queue's wall clock. */
  now(): number;
  /** Lets time pass for the queue, and everything happen that follows from it. */
  pass(ms: number): Promise<void>;
}

export interface RunQueueSetup {
  /** An empty queue that keeps to these limits. */
  open(limits: { readonly total: number; readonly perKey: Readonly<Record<string, number>> }): Promise<OpenRunQueue>;
}

const jobs = (key: string, ...ids: readonly number[]): Job[] => ids.map((id) => ({ id, key }));

/** A consumer whose jobs end when they are told to. */
interface Consumer {
  /** Ids in the order of dispatch. */
  readonly started: number[];
  readonly failed: { readonly id: number; readonly error: unknown }[];
  readonly inFlight: ReadonlySet<number>;
  finish(id: number, handled?: Handled): Promise<void>;
  fail(id: number, error: Error): Promise<void>;
  /** Finishes whatever is in flight until nothing is. */
  drain(): Promise<void>;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

async function consuming({ queue, pass }: OpenRunQueue): Promise<Consumer> {
  const started: number[] = [];
  const failed: { id: number; error: unknown }[] = [];
  const open = new Map<number, PromiseWithResolvers<Handled>>();
  const inFlight = new Set<number>();
  const stop = new AbortController();
  const ended = queue.consume({
    handle: async (job) => {
      started.push(job.id);
      assert.ok(!inFlight.has(job.id), `job ${job.id} is in flight twice at once`);
      inFlight.add(job.id);
      const end = Promise.withResolvers<Handled>();
      open.set(job.id, end);
      return end.promise.finally(() => inFlight.delete(job.id));
    },
    onError: (job, error) => failed.push({ id: job.id, error }),
    stop: stop.signal,
  });
  const finish = async (id: number, handled: Handled = null): Promise<void> => {
    open.get(id)?.resolve(handled);
    await pass(0);
  };
  await pass(0);
  return {
    started,
    failed,
    inFlight,
    stop,
    ended,
    finish,
    fail: async (id, error) => {
      open.get(id)?.reject(error);
      await pass(0);
    },
    drain: async () => {
      for (let [id] = inFlight; id !== undefined; [id] = inFlight) await finish(id);
    },
  };
}

/** What every run queue must do, whatever its engine. */
export function runQueueConformance(setup: RunQueueSetup): readonly ConformanceCase[] {
  const open = () => setup.open({ total: 2, perKey: { scarce: 1 } });
  return conformanceCases(open, {
    "it says which version of the port it speaks": async ({ queue }) => {
      assert.equal(queue.port, PORTS.runQueue);
    },

    "with nothing to do it ends at once": async (subject) => {
      const { ended, started } = await consuming(subject);
      await ended;
      assert.deepEqual(started, []);
    },

    "each job is handed out once, first in first out within its key, and then it ends": async (subject) => {
      await subject.queue.submit(jobs("a", 3, 1, 2));
      const consumer = await consuming(subject);
      await consumer.drain();
      await consumer.ended;
      assert.deepEqual(consumer.started, [3, 1, 2]);
    },

    "never more are in flight than the total, and never more of a key than its own limit": async (subject) => {
      await subject.queue.submit([...jobs("scarce", 1, 2, 3), ...jobs("a", 4, 5, 6)]);
      const consumer = await consuming(subject);
      for (;;) {
        const [id] = consumer.inFlight;
        if (id === undefined) break;
        assert.ok(consumer.inFlight.size <= 2, "more in flight than the total");
        assert.ok([...consumer.inFlight].filter((one) => one <= 3).length <= 1, "a key beyond its limit");
        await consumer.finish(id);
      }
      await consumer.ended;
      assert.deepEqual(consumer.started.toSorted(), [1, 2, 3, 4, 5, 6]);
    },

    "a job is known until it is done: handed in again while it waits or runs, it is one job": async (subject) => {
      await subject.queue.submit(jobs("scarce", 1, 2, 1));
      const consumer = await consuming(subject);
      await subject.queue.submit(jobs("scarce", 1, 2));
      await consumer.drain();
      await consumer.ended;
      assert.deepEqual(consumer.started, [1, 2]);
    },

    "a job that is done can be handed in again": async (subject) => {
      await subject.queue.submit(jobs("scarce", 1, 2));
      const consumer = await consuming(subject);
      await consumer.finish(1);
      await subject.queue.submit(jobs("scarce", 1));
      await consumer.drain();
      await consumer.ended;
      assert.deepEqual(consumer.started, [1, 2, 1]);
    },

    "a cancelled job that waits is never handed out": async (subject) => {
      await subject.queue.submit(jobs("scarce", 1, 2, 3));
      const consumer = await consuming(subject);
      await subject.queue.cancel([2, 99]);
      await consumer.drain();
      await consumer.ended;
      assert.deepEqual(consumer.started, [1, 3]);
    },

    "a job in flight goes on when it is cancelled, and is still one job": async (subject) => {
      await subject.queue.submit(jobs("a", 1));
      const consumer = await consuming(subject);
      await subject.queue.cancel([1]);
      await subject.queue.submit(jobs("a", 1));
      await subject.pass(0);
      assert.deepEqual(consumer.started, [1]);
      await consumer.drain();
      await consumer.ended;
      assert.deepEqual(consumer.started, [1]);
    },

    "a failing job is reported and done; its siblings go on": async (subject) => {
      await subject.queue.submit(jobs("scarce", 1, 2));
      const consumer = await consuming(subject);
      const error = new Error("boom");
      await consumer.fail(1, error);
      await subject.queue.submit(jobs("scarce", 1));
      await consumer.drain();
      await consumer.ended;
      assert.deepEqual(consumer.failed, [{ id: 1, error }]);
      assert.deepEqual(consumer.started, [1, 2, 1]);
    },

    "a job that must wait comes back at its moment, and keeps nobody waiting": async (subject) => {
      await subject.queue.submit(jobs("scarce", 1, 2));
      const consumer = await consuming(subject);
      await consumer.finish(1, { retryAtMs: subject.now() + 200 });
      assert.deepEqual(consumer.started, [1, 2]);
      await consumer.finish(2);
      await subject.pass(100);
      assert.deepEqual(consumer.started, [1, 2], "it came back before its moment");
      await subject.pass(150);
      assert.deepEqual(consumer.started, [1, 2, 1]);
      await consumer.drain();
      await consumer.ended;
    },

    "a moment that has passed is now": async (subject) => {
      await subject.queue.submit(jobs("a", 1));
      const consumer = await consuming(subject);
      await consumer.finish(1, { retryAtMs: subject.now() - 1000 });
      await subject.pass(1);
      assert.deepEqual(consumer.started, [1, 1]);
      await consumer.drain();
      await consumer.ended;
    },

    "a cancelled job does not come back at its moment": async (subject) => {
      await subject.queue.submit(jobs("a", 1, 2));
      const consumer = await consuming(subject);
      await consumer.finish(1, { retryAtMs: subject.now() + 100 });
      await subject.queue.cancel([1]);
      await subject.pass(200);
      await consumer.drain();
      await subject.pass(0);
      assert.deepEqual(consumer.started, [1, 2]);
      await consumer.ended;
    },

    "stopping starts nothing more and waits for what runs": async (subject) => {
      await subject.queue.submit(jobs("scarce", 1, 2));
      const consumer = await consuming(subject);
      consumer.stop.abort();
      let ended = false;
      const end = consumer.ended.then(() => {
        ended = true;
      });
      await subject.pass(0);
      assert.equal(ended, false, "it ended before its job did");
      await consumer.finish(1);
      await end;
      assert.deepEqual(consumer.started, [1]);
    },

    "stopping waits for no moment": async (subject) => {
      await subject.queue.submit(jobs("a", 1));
      const consumer = await consuming(subject);
      await consumer.finish(1, { retryAtMs: subject.now() + 1e9 });
      consumer.stop.abort();
      await consumer.ended;
      assert.deepEqual(consumer.started, [1]);
    },

    "stopped before it began, it hands nothing out": async (subject) => {
      await subject.queue.submit(jobs("a", 1));
      const started: number[] = [];
      await subject.queue.consume({
        handle: async (job) => {
          started.push(job.id);
          return null;
        },
        onError: () => {},
        stop: AbortSignal.abort(),
      });
      assert.deepEqual(started, []);
    },

    "a handler may submit, and the queue goes on with it": async ({ queue }) => {
      const seen: number[] = [];
      await queue.submit(jobs("a", 1));
      await queue.consume({
        handle: async (job) => {
          seen.push(job.id);
          if (job.id < 4) await queue.submit(jobs(job.id % 2 ? "scarce" : "a", job.id + 1));
          return null;
        },
        onError: (_job, error) => {
          throw error;
        },
        stop: new AbortController().signal,
      });
      assert.deepEqual(seen, [1, 2, 3, 4]);
    },
  });
}
