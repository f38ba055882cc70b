import type { PORTS } from "../port.ts";

/** A unit of dispatch. Carries identity only: state, inputs and results live in the store. */
export interface Job {
  readonly id: number;
  /** What is scarce: an agent, a provider. */
  readonly key: string;
}

/** Null: done. A job that can't be done before a moment is dispatched again then; that is neither a failure nor an attempt. */
export type Handled = { readonly retryAtMs: number } | null;

/** Dispatches jobs at least once, first in first out within a key. It never decides whether a result counts: the store's fence does. */
export interface RunQueue {
  readonly port: typeof PORTS.runQueue;
  /** Idempotent on `job.id` until the job is done. */
  submit(jobs: readonly Job[]): Promise<void>;
  /** Removes jobs that wait, for their turn or for a moment. Those in flight go on, and are known until they are done. */
  cancel(ids: readonly number[]): Promise<void>;
  /**
   * Calls `handle` for each job within the limits, until `stop` aborts or nothing waits and nothing is in flight.
   * A handler may submit. Resolves when every handler has settled; a throwing handler is reported to `onError` and its job is done.
   */
  consume(params: {
    readonly handle: (job: Job) => Promise<Handled>;
    readonly onError: (job: Job, error: unknown) => void;
    readonly stop: AbortSignal;
  }): Promise<void>;
}
