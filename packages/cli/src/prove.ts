import { type Claim, proveTasks, type TaskProof } from "@scylla/compose";
import type { LoadedExperiment } from "@scylla/contracts";
import { counted, plainText } from "@scylla/report";
import { EXIT } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { reportError } from "./report-error.ts";
import { stopSignals } from "./stop-signals.ts";

const STATUS_WORDS: Readonly<Record<Claim["status"], string>> = {
  proved: "proved    ",
  disproved: "NOT SO    ",
  open: "not proved",
};

/** Tries every task out and tells what was seen. @returns the exit code: 1 where something is not as it must be. */
export async function prove(experiment: LoadedExperiment, out: Output, repeat: number | undefined): Promise<number> {
  using stopping = stopSignals(() => out.say("Stopping now: nothing is kept of what was tried."));
  try {
    const onProof = (proof: TaskProof): void => out.say(proofLines(proof).join("\n"));
    const tasks = await proveTasks(experiment, { repeat, onProof, signal: stopping.drain });
    const wrong = tasks.filter(({ claims }) => claims.some(({ status }) => status === "disproved"));
    if (out.json) out.answer(answer(experiment.name, tasks, wrong.length === 0));
    out.say(
      wrong.length === 0
        ? "No agent was started."
        : `${counted(wrong.length, "task")} of ${tasks.length} would measure something else than was meant. No agent was started.`,
    );
    return wrong.length === 0 ? EXIT.done : EXIT.gate;
  } catch (error) {
    return reportError(error, { json: out.json, signal: stopping.signal });
  }
}

function proofLines({ task, title, claims, notes }: TaskProof): readonly string[] {
  return [
    `${plainText(title)} (${task})`,
    ...claims.map(({ status, detail }) => `  ${STATUS_WORDS[status]}  ${plainText(detail)}`),
    ...notes.map((note) => `  note        ${note}`),
  ];
}

function answer(experiment: string, tasks: readonly TaskProof[], proved: boolean): string {
  return `${JSON.stringify({ status: proved ? "proved" : "disproved", experiment, tasks })}\n`;
}
