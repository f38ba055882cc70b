import { z } from "zod";

const count = z.int().min(0);

/** Of a difference, in the unit of what is compared. */
const differenceInterval = z.strictObject({ low: z.number(), high: z.number(), level: z.number() });

/** One side of a comparison. `valid` runs have a known value of the metric; `mean` is the mean over the compared tasks of each task's mean. */
const comparedSide = z.strictObject({
  tier: z.string(),
  subtest: z.string(),
  agent: z.string(),
  planned: count,
  valid: count,
  missing: count,
  mean: z.number().nullable(),
});

/** What comes with a change, without a answer of its own: against minus baseline, a run. `ratio` is of the two means. */
const sideEffect = z.strictObject({
  effect: z.number(),
  interval: differenceInterval.nullable(),
  ratio: z.number().nullable(),
});

/** `n` more tasks, or runs of each task and side, than there are; `costUsd` is for these alone, at the mean cost so far. */
const furtherWork = z.strictObject({ n: count, costUsd: z.number().nullable() });

export const COMPARISON_ANSWERS = ["better", "worse", "equivalent", "undecided"] as const;

/**
 * `few-tasks`: too few to speak of others like them. `missing-runs`, `lost-tasks`: runs, or all runs of a task on one side, are missing.
 * `one-task`: without one of the tasks the effect would be less than half. `uninformative-tasks`: at least half of them always pass or always fail.
 * `no-variation`: all tasks differ equally, so that the error can't be estimated. `chosen-by-data`: what is compared was selected by these results.
 * `partial`: runs are still to come.
 */
export const COMPARISON_WARNINGS = [
  "few-tasks",
  "missing-runs",
  "lost-tasks",
  "one-task",
  "uninformative-tasks",
  "no-variation",
  "chosen-by-data",
  "partial",
] as const;

/** One question and its answer. The unit of analysis is the task: `effect` is the mean over tasks of the difference between the means of their runs. */
export const comparisonResultSchema = z.strictObject({
  /** As declared; for others `T1/00-skill`, or the agent's id. */
  id: z.string(),
  /** What shares one chance of a false finding (5 %): declared as primary, declared, each set-up against the first, each agent against the first, set-ups of two experiments. */
  family: z.enum(["primary", "declared", "set-ups", "agents", "experiments"]),
  metric: z.enum(["passRate", "score", "costUsd", "durationMs"]),
  baseline: comparedSide,
  against: comparedSide,
  tasks: z.strictObject({
    planned: count,
    /** Both sides have a value. */
    compared: count,
    /** Of these, where every run of both sides passed. */
    alwaysPass: z.array(z.string()),
    /** Where none did. */
    alwaysFail: z.array(z.string()),
  }),
  effect: z.number().nullable(),
  interval: differenceInterval.nullable(),
  /** Of interval and p, which stand for tasks like these and need six of them: t with task-clustered (CR2) error, sign flips (up to 12 tasks), or a bound for the share of tasks that differ so (no variation). */
  method: z.enum(["clustered-t", "sign-flip", "exact-share"]).nullable(),
  p: z.number().nullable(),
  /** Holm's, over the comparisons of the family and agent. */
  adjustedP: z.number().nullable(),
  /** Of tasks like these. For costs and durations less is better. */
  answer: z.enum(COMPARISON_ANSWERS),
  /** Differences within ± this count as none. */
  margin: z.number().nullable(),
  /** The smallest true effect that a design of this size finds in 4 of 5 cases. */
  smallestDetectable: z.number().nullable(),
  /** The effect if every missing run had gone against, or for, `against`. Null where none is missing or the metric has no bounds. */
  bounds: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  /** Whether luck of the runs alone explains the effect on exactly these tasks; asked where they are too few to speak of others. */
  onTheseTasks: z.strictObject({ p: z.number(), answer: z.enum(["better", "worse", "undecided"]) }).nullable(),
  costUsd: sideEffect.nullable(),
  durationMs: sideEffect.nullable(),
  /** For what is undecided: an effect, and what it would take to find one of that size: more tasks, or more runs of these (null: no number does). */
  toDecide: z
    .strictObject({ effect: z.number(), tasks: furtherWork.nullable(), runs: furtherWork.nullable() })
    .nullable(),
  warnings: z.array(z.enum(COMPARISON_WARNINGS)),
});

export type ComparisonResult = z.infer<typeof comparisonResultSchema>;
export type ComparisonAnswer = (typeof COMPARISON_ANSWERS)[number];
export type ComparisonWarning = (typeof COMPARISON_WARNINGS)[number];
export type ComparedSide = ComparisonResult["baseline"];
