import type { RunSummary } from "@scylla/runner-core";
import { errorText } from "./error-text.ts";
import { clockTime } from "./resume-words.ts";

/** Failed runs that are named. */
const NAMED = 3;

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
      return [`The budget is spent: ${valid}. A larger one carries on.`];
    case "parked":
      return [`Parked until ${clockTime(drive.parkedUntilMs ?? 0)}: ${valid}. What is parked carries on from then.`];
    case "interrupted":
      return [`Interrupted: ${valid}. What was finished is kept.`];
    case "failed":
      return [
        `Runs failed for reasons that are not the agent's: ${valid}. They are tried again by the next run.`,
        ...failures(drive),
      ];
    case "defect":
      return drive.defects.map(errorText);
  }
}

function failures({ failed }: RunSummary["drive"]): readonly string[] {
  const rest = failed.length - NAMED;
  return [
    ...failed.slice(0, NAMED).map(({ run, stage, code, message }) => `  ${run}: ${stage} failed (${code}: ${message})`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}
