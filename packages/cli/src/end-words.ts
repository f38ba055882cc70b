import { counted, plainText } from "@scylla/report";
import type { RunSummary } from "@scylla/runner-core";
import { errorText } from "./error-text.ts";
import { clockTime } from "./resume-words.ts";

/** Causes of failures that are told. */
const CAUSES = 3;

/** Why a drive ended, where that needs saying; the answer is told beside it. */
export function endWords({ status, counts, drive }: RunSummary): readonly string[] {
  const valid = `${counts.valid} of ${counts.planned} runs are valid`;
  switch (status) {
    case "complete":
    case "incomplete":
      return [];
    case "stopped":
      return [`Ended where it was asked to: ${valid}.`];
    case "budget":
      return [`The budget is spent: ${valid}. Raise \`budget\` in the experiment and run it again to carry on.`];
    case "parked":
      return [
        `Parked until ${clockTime(drive.parkedUntilMs ?? 0)}: ${valid}. From then on, the rest can be carried on.`,
      ];
    case "interrupted":
      return [interruptionWords(counts)];
    case "failed":
      return [
        `Runs failed for reasons that are not the agent's: ${valid}. They are tried again by the next run.`,
        ...failures(drive),
      ];
    case "defect":
      return drive.defects.map(errorText);
  }
}

export function interruptionWords({ planned, valid }: RunSummary["counts"]): string {
  return planned === 0
    ? "Interrupted before there was a plan: nothing was started."
    : `Interrupted: ${valid} of ${planned} runs are valid. What was finished is kept.`;
}

function failures({ failed }: RunSummary["drive"]): readonly string[] {
  const causes = [
    ...Map.groupBy(failed, ({ stage, code, message }) => `${stage} failed (${code}: ${plainText(message)})`),
  ].sort(([, a], [, b]) => b.length - a.length);
  const rest = causes.length - CAUSES;
  return [
    ...causes.slice(0, CAUSES).map(([cause, { length }]) => `  ${counted(length, "run")}: ${cause}`),
    ...(rest > 0 ? [`  and ${counted(rest, "other reason")}`] : []),
  ];
}
