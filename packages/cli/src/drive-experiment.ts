import { join } from "node:path";
import { createRunner, readExperiment } from "@scylla/compose";
import { type FrozenPlan, isScyllaError, type RunnerObserver, type Stage } from "@scylla/contracts";
import { renderAnswer } from "@scylla/report";
import type { QueueLimits, Recordings, RunRequest, RunStatus, RunSummary } from "@scylla/runner-core";
import { endWords, interruptionWords } from "./end-words.ts";
import { exitOfSignal, exitOfStatus, type StopSignal } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { nearPath, ownCommand, shellWord } from "./own-command.ts";
import { type Progress, progress } from "./progress/progress.ts";
import { reportError } from "./report-error.ts";
import { stopSignals } from "./stop-signals.ts";

export interface DriveOptions {
  readonly output: Output;
  readonly dir: string;
  readonly request: Partial<RunRequest>;
  readonly concurrency: QueueLimits | undefined;
  /** The plan that is carried on, where it is known already. */
  readonly stored: FrozenPlan | null;
  readonly recordings?: Recordings | undefined;
  /** Where programs are told what happens: a file or pipe, `-` for standard error. */
  readonly events?: string | undefined;
  /** Where metrics are written for a collector. */
  readonly metricsFile?: string | undefined;
}

/** Runs what is asked, shows it to people, and tells how it ended. @returns the exit code. */
export async function driveExperiment(options: DriveOptions): Promise<number> {
  const { dir, request, concurrency, stored } = options;
  const output = besideEvents(options);
  const begun = performance.now();
  let hasPlan = stored !== null;
  const until = request.range?.until ?? "verdict";
  const shown = progress(output, stored, until);
  await using metrics = await metricsOf(options, shown);
  await using events = await eventsOf(options, until, shown);
  using stopping = stopSignals((count, signal) => shown.say(stopWords(count, signal)));
  try {
    const planAccepted = (): void => {
      hasPlan = true;
    };
    const runner = createRunner({
      dir,
      concurrency,
      recordings: options.recordings,
      observers: [shown.observer, { planAccepted }, ...metrics.observers, ...events.observers],
    });
    const summary = await runner.run(request, stopping);
    shown[Symbol.dispose]();
    await tellEnd(output, dir, summary, elapsedMs(begun));
    return events.finished(summary.status, exitOfStatus(summary.status, stopping.signal));
  } catch (error) {
    shown[Symbol.dispose]();
    if (stopping.signal !== null && isScyllaError(error, "INTERRUPTED")) {
      await tellInterruption(output, dir, hasPlan, elapsedMs(begun));
      return events.finished("interrupted", exitOfSignal(stopping.signal));
    }
    const exit = reportError(error, { json: output.json, signal: stopping.signal });
    if (hasPlan) output.say(`What was finished is kept. Carry on:\n  ${resumeCommand(dir)}`);
    return events.finished("error", exit);
  }
}

/** Nothing is drawn over lines for programs. */
function besideEvents({ output, events }: DriveOptions): Output {
  return events === "-" && output.people === process.stderr ? { ...output, live: false } : output;
}

interface Events extends AsyncDisposable {
  readonly observers: readonly RunnerObserver[];
  /** @returns the exit code. */
  finished(status: string, exit: number): number;
}

/** Events are loaded only where they are asked for. */
async function eventsOf({ events: to, dir }: DriveOptions, until: Stage, shown: Progress): Promise<Events> {
  if (to === undefined) return { observers: [], finished: (_, exit) => exit, [Symbol.asyncDispose]: async () => {} };
  const { recordEvents } = await import("./events/event-recorder.ts");
  try {
    const recorder = await recordEvents({ to, dir, until, say: shown.say });
    return {
      observers: [recorder.observer],
      finished: (status, exit) => {
        recorder.finished({ status, exit });
        return exit;
      },
      [Symbol.asyncDispose]: () => recorder[Symbol.asyncDispose](),
    };
  } catch (error) {
    shown[Symbol.dispose]();
    throw error;
  }
}

/** Metrics are loaded only where they are asked for. */
async function metricsOf(
  { metricsFile: file, dir }: DriveOptions,
  shown: Progress,
): Promise<AsyncDisposable & { readonly observers: readonly RunnerObserver[] }> {
  if (file === undefined) return { observers: [], [Symbol.asyncDispose]: async () => {} };
  const { recordMetrics } = await import("./metrics/metrics-recorder.ts");
  try {
    const recorder = await recordMetrics({ file, dir, say: shown.say });
    return { observers: [recorder.observer], [Symbol.asyncDispose]: () => recorder[Symbol.asyncDispose]() };
  } catch (error) {
    shown[Symbol.dispose]();
    throw error;
  }
}

async function tellEnd(output: Output, dir: string, summary: RunSummary, durationMs: number): Promise<void> {
  const { status, counts } = summary;
  for (const words of endWords(summary)) output.say(words);
  if (output.json) {
    output.answer(`${JSON.stringify({ status, dir, counts, durationMs })}\n`);
  } else if (ANSWERED.has(status) && (counts.valid > 0 || counts.planned === 0 || status === "incomplete")) {
    const { results, extras } = await readExperiment({ dir });
    output.say(`\n${renderAnswer(results, { width: output.width(), color: output.color, extras })}`);
    output.say(`Report: ${nearPath(join(dir, "reports", "report.md"))}`);
  }
  if (CARRIED_ON.has(status)) output.say(`Carry on:\n  ${resumeCommand(dir)}`);
}

/** Stopped before a run was begun, for instance in the set-up of a task. */
async function tellInterruption(output: Output, dir: string, hasPlan: boolean, durationMs: number): Promise<void> {
  const none = { planned: 0, valid: 0, missing: 0 };
  const counts = hasPlan ? (await readExperiment({ dir })).results.counts : none;
  output.say(interruptionWords(counts));
  if (output.json) output.answer(`${JSON.stringify({ status: "interrupted", dir, counts, durationMs })}\n`);
  if (hasPlan) output.say(`Carry on:\n  ${resumeCommand(dir)}`);
}

function elapsedMs(begun: number): number {
  return Math.round(performance.now() - begun);
}

/** Ends after which people want to know what came of it. */
const ANSWERED: ReadonlySet<RunStatus> = new Set(["complete", "incomplete", "budget", "failed"]);

/** Ends after which the same, repeated, brings the experiment on. */
const CARRIED_ON: ReadonlySet<RunStatus> = new Set(["stopped", "failed", "parked", "interrupted", "defect"]);

function resumeCommand(dir: string): string {
  return `${ownCommand()} resume ${shellWord(nearPath(dir))}`;
}

function stopWords(count: number, signal: StopSignal): string {
  if (count > 1) return "Stopping now: running agents are killed.";
  const again = signal === "SIGINT" ? "Press Ctrl-C again" : "Send the signal again";
  return `Stopping once running agents have finished. ${again} to kill them.`;
}
