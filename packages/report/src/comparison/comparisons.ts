import type { Comparison, ComparisonResult, Results } from "@scylla/contracts";
import { taskDifferences } from "@scylla/stats";
import { type Estimate, estimate } from "./estimate.ts";
import { missingBounds } from "./missing-bounds.ts";
import { designOf, smallestDetectable, toDecide } from "./plan-ahead.ts";
import { type Question, questionsOf, type SetUpRef } from "./questions.ts";
import { pairCost, sideEffect, sideOf, uninformative } from "./sides.ts";
import { type RunsOf, runsBySetUp, type TaskPair, taskPairs } from "./task-pairs.ts";
import { type Judged, judgeFamily } from "./verdicts.ts";
import { warningsOf } from "./warnings.ts";

export interface ComparisonOptions {
  readonly declared?: readonly Comparison[];
  /** Whether a set-up was made of what these results selected. */
  readonly isSelected?: (setUp: SetUpRef) => boolean;
}

type Measured = Pick<Results, "runs" | "subtests" | "status">;

/** A question with everything that was found of it alone. */
interface Draft {
  readonly question: Question;
  readonly pairs: readonly TaskPair[];
  readonly estimate: Estimate;
  readonly compared: number;
}

/** The answers to the questions of an experiment, in their order. Pure: the same runs give the same digits. */
export function comparisonsOf(
  results: Measured,
  { declared = [], isSelected = () => false }: ComparisonOptions = {},
): ComparisonResult[] {
  const runsOf = runsBySetUp(results.runs);
  const drafts = questionsOf(results.subtests, declared).map((question) => draftOf(question, runsOf));
  const families = Map.groupBy(drafts, ({ question }) => `${question.family}\n${familyAgent(question)}`);
  const judged = new Map(
    [...families.values()].flatMap((family) => {
      const found = judgeFamily(family.map((draft) => ({ ...draft, ...draft.question })));
      return family.map((draft, i) => [draft, found[i]] as const);
    }),
  );
  return drafts.flatMap((draft) => {
    const found = judged.get(draft);
    return found ? [resultOf(draft, found, results, runsOf, isSelected)] : [];
  });
}

/** Between agents there is one family; otherwise each agent has its own. */
function familyAgent({ family, against }: Question): string {
  return family === "agents" ? "" : against.agent;
}

function draftOf(question: Question, runsOf: RunsOf): Draft {
  const pairs = taskPairs(runsOf(question.against), runsOf(question.baseline), question.metric);
  const { differences } = taskDifferences(pairs);
  const bounds = isShare(question) ? { low: -1, high: 1 } : null;
  return { question, pairs, estimate: estimate(differences, bounds), compared: differences.length };
}

function resultOf(
  { question, pairs, estimate: { narrow: _, ...found }, compared }: Draft,
  judged: Judged,
  results: Measured,
  runsOf: RunsOf,
  isSelected: (setUp: SetUpRef) => boolean,
): ComparisonResult {
  const { id, family, metric, margin, baseline, against } = question;
  const design = designOf(pairs);
  const tasks = { planned: pairs.length, compared, ...uninformative(pairs, metric) };
  const costUsd = sideEffect(runsOf(against), runsOf(baseline), "costUsd");
  const decided = judged.verdict !== "undecided";
  const doubts = { pairs, tasks, ...found, status: results.status };
  return {
    id,
    family,
    metric,
    baseline: sideOf(baseline, pairs, "b"),
    against: sideOf(against, pairs, "a"),
    tasks,
    ...found,
    ...judged,
    margin,
    smallestDetectable: smallestDetectable(design),
    bounds: missingBounds(pairs, isShare(question) ? { low: 0, high: 1 } : null),
    costUsd,
    durationMs: sideEffect(runsOf(against), runsOf(baseline), "durationMs"),
    toDecide: decided ? null : toDecide(design, { ...found, margin }, pairCost(runsOf(against), runsOf(baseline))),
    warnings: warningsOf({ ...doubts, isSelected: isSelected(against) || isSelected(baseline) }),
  };
}

function isShare({ metric }: Pick<Question, "metric">): boolean {
  return metric === "passRate" || metric === "score";
}
