import type { Comparison, ComparisonResult, Results } from "@scylla/contracts";
import { taskDifferences } from "@scylla/stats";
import { type Judged, judgeFamily } from "./answers.ts";
import { type Estimate, estimate } from "./estimate.ts";
import { missingBounds } from "./missing-bounds.ts";
import { designOf, smallestDetectable, toDecide } from "./plan-ahead.ts";
import {
  commonSetUps,
  isShare,
  pairQuestion,
  type Question,
  questionsOf,
  type SetUpPair,
  type SetUpRef,
} from "./questions.ts";
import { pairCost, sideEffect, sideOf, uninformative } from "./sides.ts";
import { type RunsOf, runsBySetUp, type TaskPair, taskPairs } from "./task-pairs.ts";
import { warningsOf } from "./warnings.ts";

export interface ComparisonOptions {
  readonly declared?: readonly Comparison[];
  /** Whether a set-up was made of what these results selected. */
  readonly isSelected?: (setUp: SetUpRef) => boolean;
}

/** What comparisons need of results. */
export type Measured = Pick<Results, "runs" | "subtests" | "status">;

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
  const sources = { baseline: runsOf, against: runsOf, status: results.status, isSelected };
  return answersTo(questionsOf(results.subtests, declared), sources);
}

/** Set-ups of one experiment against those of another, or of the same: one family. By default each that both have. */
export function comparisonsBetween(
  baseline: Measured,
  against: Measured,
  pairs: readonly SetUpPair[] = commonSetUps(baseline.subtests, against.subtests),
): ComparisonResult[] {
  const partial = [baseline.status, against.status].includes("partial");
  const sources: Sources = {
    baseline: runsBySetUp(baseline.runs),
    against: runsBySetUp(against.runs),
    status: partial ? "partial" : against.status,
    isSelected: () => false,
  };
  return answersTo(pairs.map(pairQuestion), sources);
}

/** Where the runs of both sides are found. */
interface Sources {
  readonly baseline: RunsOf;
  readonly against: RunsOf;
  readonly status: Results["status"];
  readonly isSelected: (setUp: SetUpRef) => boolean;
}

function answersTo(questions: readonly Question[], sources: Sources): ComparisonResult[] {
  const drafts = questions.map((question) => draftOf(question, sources));
  const families = Map.groupBy(drafts, ({ question }) => `${question.family}\n${familyAgent(question)}`);
  const judged = new Map(
    [...families.values()].flatMap((family) => {
      const found = judgeFamily(family.map((draft) => ({ ...draft, ...draft.question })));
      return family.map((draft, i) => [draft, found[i]] as const);
    }),
  );
  return drafts.flatMap((draft) => {
    const found = judged.get(draft);
    return found ? [resultOf(draft, found, sources)] : [];
  });
}

/** Between agents and experiments there is one family; otherwise each agent has its own. */
function familyAgent({ family, against }: Question): string {
  return family === "agents" || family === "experiments" ? "" : against.agent;
}

function draftOf(question: Question, { against, baseline }: Sources): Draft {
  const pairs = taskPairs(against(question.against), baseline(question.baseline), question.metric);
  const { differences } = taskDifferences(pairs);
  const bounds = isShare(question.metric) ? { low: -1, high: 1 } : null;
  return { question, pairs, estimate: estimate(differences, bounds), compared: differences.length };
}

function resultOf(
  { question, pairs, estimate: { narrow: _, ...found }, compared }: Draft,
  judged: Judged,
  sources: Sources,
): ComparisonResult {
  const { id, family, metric, margin, baseline, against } = question;
  const [ours, theirs] = [sources.against(against), sources.baseline(baseline)];
  const design = designOf(pairs);
  const tasks = { planned: pairs.length, compared, ...uninformative(pairs, metric) };
  const costUsd = sideEffect(ours, theirs, "costUsd");
  const decided = judged.answer !== "undecided";
  const doubts = { pairs, tasks, margin, ...found, status: sources.status };
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
    bounds: missingBounds(pairs, isShare(metric) ? { low: 0, high: 1 } : null),
    costUsd,
    durationMs: sideEffect(ours, theirs, "durationMs"),
    toDecide: decided ? null : toDecide(design, { ...found, margin }, pairCost(ours, theirs)),
    warnings: warningsOf({ ...doubts, isSelected: [against, baseline].some(sources.isSelected) }),
  };
}
