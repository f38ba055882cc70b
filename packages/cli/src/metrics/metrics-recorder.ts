import { readExperiment } from "@scylla/compose";
import type { Results, RunnerObserver } from "@scylla/contracts";
import { exposition } from "./exposition.ts";
import { claimMetricsFile } from "./metrics-file.ts";

/** Milliseconds between two writings of a drive that goes on. */
const WRITE_EVERY_MS = 15_000;

/** Keeps a file of metrics up to date while a drive goes on, and writes it at its end. */
export interface MetricsRecorder extends AsyncDisposable {
  readonly observer: RunnerObserver;
}

/**
 * @param say is told once when the file can't be written: that stops no experiment.
 * @throws {ScyllaError} `USAGE` where the file can't be had.
 */
export async function recordMetrics(params: {
  readonly file: string;
  readonly dir: string;
  readonly say: (text: string) => void;
}): Promise<MetricsRecorder> {
  const { dir, say } = params;
  const file = await claimMetricsFile(params.file, dir);
  const tierSeconds = new Map<string, number>();
  let changed = false;
  let failed = false;
  let last: Results | null = null;
  let writing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    try {
      const results = last ?? (await readExperiment({ dir })).results;
      await file.write(exposition(results, tierSeconds));
    } catch (error) {
      if (!failed) say(`Metrics could not be written: ${error instanceof Error ? error.message : String(error)}`);
      failed = true;
    }
  };
  const writeSoon = (): Promise<void> => {
    changed = false;
    writing = writing.then(write);
    return writing;
  };
  const change = (): void => {
    changed = true;
  };
  const timer = setInterval(() => {
    if (changed) void writeSoon();
  }, WRITE_EVERY_MS).unref();
  return {
    observer: {
      driveStarted: change,
      runGraded: change,
      runMissing: change,
      tierFinished: ({ tier, durationMs }) => {
        tierSeconds.set(tier, durationMs / 1000);
        changed = true;
      },
      driveFinished: ({ results }) => {
        last = results;
        changed = true;
      },
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      if (changed) await writeSoon();
      await writing;
    },
  };
}
