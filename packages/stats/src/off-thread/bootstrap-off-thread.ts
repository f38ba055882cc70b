import type { BootstrapInterval } from "../bootstrap/options.ts";
import type { BootstrapJob } from "./job.ts";

/**
 * A bootstrap in a worker thread of its own, started for this job and ended with it: the event loop stays free. Starting takes some tens of
 * milliseconds, so it is for jobs that take longer. The result is that of the function of the job's kind: `bootstrap`,
 * `bootstrapTwoSamples` or `pairedBootstrap`.
 * @throws {RangeError} as that function does; and the signal's reason when it is aborted, which ends the thread.
 */
export async function bootstrapOffThread(job: BootstrapJob, signal?: AbortSignal): Promise<BootstrapInterval | null> {
  signal?.throwIfAborted();
  const { Worker } = await import("node:worker_threads");
  // This file lies beside the worker in the sources, and so does the file that it is built into.
  const suffix = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./bootstrap-worker.${suffix}`, import.meta.url), {
    workerData: job,
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<BootstrapInterval | null>();
  const abort = (): void => reject(signal?.reason);
  worker.once("message", resolve);
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`the bootstrap thread ended without a result, with code ${code}`)));
  signal?.addEventListener("abort", abort);
  try {
    return await promise;
  } finally {
    signal?.removeEventListener("abort", abort);
    await worker.terminate();
  }
}
