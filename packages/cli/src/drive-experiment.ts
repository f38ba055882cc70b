import { join } from "node:path";
import { createRunner, readExperiment } from "@scylla/compose";
import type { FrozenPlan } from "@scylla/contracts";
import { renderAnswer } from "@scylla/report";
import type { QueueLimits, RunRequest, RunStatus, RunSummary } from "@scylla/runner-core";
import { endWords } from "./end-words.ts";
import { exitOfStatus, type StopSignal } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { nearPath, ownCommand, shellWord } from "./own-command.ts";
import { progress } from "./progress/progress.ts";
import { reportError } from "./report-error.ts";
import { stopSignals } from "./stop-signals.ts";

export interface DriveOptions {
  readonly output: Output;
  readonly dir: string;
  readonly request: Partial<RunRequest>;
  readonly concurrency: QueueLimits | undefined;
  /** The plan that is carried on, where it is known already. */
  readonly stored: FrozenPlan | null;
}

/** Runs what is asked, shows it to people, and tells how it ended. @returns the exit code. */
export async function driveExperiment(options: DriveOptions): Promise<number> {
  const { output, dir, request, concurrency, stored } = options;
  const begun = performance.now();
  let hasPlan = stored !== null;
  const shown = progress(output, stored, request.range?.until ?? "verdict");
  using stopping = stopSignals((count, signal) => shown.say(stopWords(count, signal)));
  try {
    const planAccepted = (): void => {
      hasPlan = true;
    };
    const runner = createRunner({ dir, concurrency, observers: [shown.observer, { planAccepted }] });
    const summary = await runner.run(request, stopping);
    shown[Symbol.dispose]();
    await tellEnd(output, dir, summary, Math.round(performance.now() - begun));
    return exitOfStatus(summary.status, stopping.signal);
  } catch (error) {
    shown[Symbol.dispose]();
    const exit = reportError(error, { json: output.json, signal: stopping.signal });
    if (hasPlan) output.say(`What was finished is kept. Carry on:\n  ${resumeCommand(dir)}`);
    return exit;
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
