import type { ComparisonResult } from "@scylla/contracts";
import { signed } from "../../text/amounts.ts";
import { SAYINGS, sayingOf } from "./looks.ts";

/** `+12 (+3 to +21)`, and marks that the notes explain. */
export function effectText(comparison: ComparisonResult): string {
  const { metric, effect, interval } = comparison;
  if (effect === null) return "not comparable";
  const range = interval ? ` (${signed(metric, interval.low)} to ${signed(metric, interval.high)})` : "";
  return `${signed(metric, effect)}${range}${marks(comparison)}`.replaceAll("-", "−");
}

const NOT_KNOWN = "undecided";

/** The answer, and why there is no interval where there is none. */
export function sayingText(comparison: ComparisonResult): string {
  const { effect, interval, tasks } = comparison;
  if (effect === null) return "no task has both sides";
  const saying = sayingOf(comparison);
  if (tasks.compared === 1 && saying !== NOT_KNOWN) return SAYINGS[saying].words.replace("these tasks", "this task");
  return interval || saying !== NOT_KNOWN ? SAYINGS[saying].words : "undecided, no interval";
}

/** How many tasks and runs a comparison rests on. */
export function denominators({ tasks, against, baseline }: ComparisonResult): {
  readonly tasks: string;
  readonly runs: string;
} {
  return {
    tasks: `${tasks.compared}/${tasks.planned} tasks`,
    runs: `${against.valid + baseline.valid}/${against.planned + baseline.planned} runs`,
  };
}

const DOUBTS = [
  ["one-task", "*", "Hangs on one task: without it, less than half of the difference is left."],
  ["chosen-by-data", "§", "Was put together from winners that these same results chose: it looks better than it is."],
  ["missing-runs", "¶", "Runs are missing: what they could have changed, the table of comparisons tells."],
  ["no-variation", "°", "All tasks differ alike: the interval is a bound for the share of tasks that do so."],
] as const;

function marks({ warnings }: ComparisonResult): string {
  const found = DOUBTS.filter(([warning]) => warnings.includes(warning)).map(([, mark]) => mark);
  return found.length === 0 ? "" : ` ${found.join("")}`;
}

/** What the marks mean; only of those that were used. */
export function doubtNotes(comparisons: readonly ComparisonResult[]): readonly string[] {
  return DOUBTS.filter(([warning]) =>
    comparisons.some(({ effect, warnings }) => effect !== null && warnings.includes(warning)),
  ).map(([, mark, words]) => `${mark} ${words}`);
}
