import type { ComparisonResult } from "@scylla/contracts";
import { blockPermutation, holm } from "@scylla/stats";
import { type Estimate, FEWEST_TASKS } from "./estimate.ts";
import { isShare } from "./questions.ts";
import type { TaskPair } from "./task-pairs.ts";

const ALPHA = 0.05;

/** What is judged together with others: the comparisons of one family and agent. */
export interface Candidate {
  readonly pairs: readonly TaskPair[];
  readonly compared: number;
  readonly estimate: Estimate;
  readonly metric: ComparisonResult["metric"];
  readonly margin: number | null;
}

export type Judged = Pick<ComparisonResult, "adjustedP" | "answer" | "onTheseTasks">;

/**
 * Judges a family: a difference is found where Holm's p over the family is at most 5 % and the interval leaves out zero; a margin goes first.
 * Too few tasks decide nothing of tasks like them; then the question is about these alone.
 */
export function judgeFamily(family: readonly Candidate[]): readonly Judged[] {
  const adjusted = adjust(family.map(({ estimate }) => estimate.p));
  const luck = family.map(({ pairs, compared }) =>
    compared > 0 && compared < FEWEST_TASKS ? (blockPermutation(pairs)?.p ?? null) : null,
  );
  const adjustedLuck = adjust(luck);
  return family.map((one, i) => {
    const p = adjustedLuck[i] ?? null;
    const adjustedP = adjusted[i] ?? null;
    const isFound = p !== null && p <= ALPHA;
    return {
      adjustedP,
      answer: answerOf(one, adjustedP),
      onTheseTasks: p === null ? null : { p, answer: isFound ? direction(one) : "undecided" },
    };
  });
}

function answerOf(one: Candidate, adjustedP: number | null): ComparisonResult["answer"] {
  const { interval, narrow } = one.estimate;
  const { margin } = one;
  if (interval === null) return "undecided";
  if (margin !== null && narrow !== null && narrow.low > -margin && narrow.high < margin) return "equivalent";
  const leavesOutZero = interval.low > 0 || interval.high < 0;
  return adjustedP !== null && adjustedP <= ALPHA && leavesOutZero ? direction(one) : "undecided";
}

/** Of an effect that is not zero. */
function direction({ estimate, metric }: Candidate): "better" | "worse" {
  const isMore = (estimate.effect ?? 0) > 0;
  return isMore === isShare(metric) ? "better" : "worse";
}

/** Holm's over those that are there. */
function adjust(p: readonly (number | null)[]): readonly (number | null)[] {
  const corrected = holm(p.filter((one) => one !== null)).values();
  return p.map((one) => (one === null ? null : (corrected.next().value ?? null)));
}
