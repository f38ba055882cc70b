import type { ComparisonResult } from "@scylla/contracts";
import type { Proportion } from "@scylla/stats";
import type { Finding } from "../analysis/answer.ts";
import { amount, difference, differenceRange } from "./amounts.ts";
import { costClause, counted } from "./figures.ts";
import { missingWords } from "./sentences.ts";

/** What is known of a set-up against its baseline, and what is not, in a few words. */
export function findingWords({ comparison, setUp }: Finding, options: { readonly cost: boolean }): string {
  const parts = [claimWords(comparison), ...missingWords(setUp)];
  const { metric, costUsd } = comparison;
  const cost = options.cost && metric !== "costUsd" ? costClause(costUsd?.ratio ?? null) : null;
  return [...parts, ...(cost === null ? [] : [cost])].join("; ");
}

type Metric = ComparisonResult["metric"];
type Words = Readonly<Record<"better" | "worse" | "equivalent" | "undecided", string>>;

/** How each answer is said of each metric, before figures follow. */
const CLAIMS: Readonly<Record<Metric, Words>> = {
  passRate: {
    better: "shown to help",
    worse: "shown to hurt",
    equivalent: "shown to make no difference",
    undecided: "undecided",
  },
  score: {
    better: "shown to score higher",
    worse: "shown to score lower",
    equivalent: "shown to score the same",
    undecided: "score undecided",
  },
  costUsd: {
    better: "shown to cost less",
    worse: "shown to cost more",
    equivalent: "shown to cost the same",
    undecided: "cost undecided",
  },
  durationMs: {
    better: "shown to be faster",
    worse: "shown to be slower",
    equivalent: "shown to take as long",
    undecided: "time undecided",
  },
};

const ON_THESE: Readonly<Record<Metric, Omit<Words, "equivalent">>> = {
  passRate: { better: "helps", worse: "hurts", undecided: "undecided" },
  score: { better: "scores higher", worse: "scores lower", undecided: "score undecided" },
  costUsd: { better: "costs less", worse: "costs more", undecided: "cost undecided" },
  durationMs: { better: "is faster", worse: "is slower", undecided: "time undecided" },
};

export function claimWords(comparison: ComparisonResult): string {
  const { metric, answer, effect, interval, margin, onTheseTasks, tasks, against, baseline } = comparison;
  if (effect === null) {
    if (against.valid === 0) return "nothing known yet";
    return baseline.valid === 0 ? "no baseline to compare with yet" : "not comparable yet";
  }
  if (onTheseTasks) {
    return `${ON_THESE[metric][onTheseTasks.answer]} on ${counted(tasks.compared, "task")}, ${difference(metric, effect)}`;
  }
  const claim = CLAIMS[metric][answer];
  if (answer === "equivalent" && margin !== null) return `${claim} beyond ${amount(metric, margin)}`;
  return interval ? `${claim}, ${differenceRange(metric, interval)}` : claim;
}

/** `2 of 8 passed`, or that nothing is known. */
export function passedWords({ successes, trials }: Proportion): string {
  return trials === 0 ? "no valid run" : `${successes} of ${trials} passed`;
}
