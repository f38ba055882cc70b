import { z } from "zod";
import { comparisonResultSchema } from "./comparison-result.ts";
import { OUTCOMES } from "./outcome.ts";

const interval = z.strictObject({ low: z.number(), high: z.number(), level: z.number() });
const share = z.number().min(0).max(1);
const count = z.int().min(0);

/** Denominators, shown wherever a figure is. `missing` counts finally missing and not yet finished alike: planned = valid + missing. */
const counts = z.strictObject({ planned: count, valid: count, missing: count });

/**
 * One row a planned run, in key order. `outcome` is that of the current attempt; null when there is none.
 * `passed`, `score` and `grade` are null for a run that is not valid: missing is never 0.
 */
export const runResultSchema = z.strictObject({
  key: z.string(),
  /** Null for a run whose treatment is not made yet. */
  cell: z.string().nullable(),
  task: z.string(),
  tier: z.string(),
  subtest: z.string(),
  agent: z.string(),
  n: z.int().min(1),
  outcome: z.enum(OUTCOMES).nullable(),
  passed: z.boolean().nullable(),
  score: share.nullable(),
  grade: z.enum(["S", "A", "B", "C", "D", "F"]).nullable(),
  costUsd: z.number().nullable(),
  durationMs: z.number().nullable(),
});

const summary = {
  agent: z.string(),
  runs: count,
  valid: count,
  /** Of the valid runs that have a pass or fail. */
  passRate: share.nullable(),
  /** Wilson score interval, per run. */
  passRateInterval: interval.nullable(),
  meanScore: share.nullable(),
  meanCostUsd: z.number().nullable(),
  /** Mean cost of a valid run divided by the pass rate; null where no run passed or a cost is unknown. */
  costOfPassUsd: z.number().nullable(),
};

/** One row a set-up and agent, across tasks, in key order. */
export const subtestResultSchema = z.strictObject({
  tier: z.string(),
  subtest: z.string(),
  title: z.string(),
  ...summary,
});

/** One row a tier and agent, across set-ups, in key order. `winner` is a subtest id; null before the tier is settled or below the quorum. */
export const tierResultSchema = z.strictObject({
  tier: z.string(),
  title: z.string(),
  winner: z.string().nullable(),
  ...summary,
});

/** A set-up that an agent can't be given: none of its runs is planned. `lacks`: `skills`, `systemPrompt`, `the winner of T3`, ... */
export const notApplicableSchema = z.strictObject({
  tier: z.string(),
  subtest: z.string(),
  title: z.string(),
  agent: z.string(),
  lacks: z.array(z.string()),
});

/**
 * `results/1`: the projection that everything else is rendered from. Times stand only in fields named `*At` or `*Ms`.
 * Without those it is the same whether or not the experiment was killed on its way: so money that bought no result is not in it.
 */
export const resultsSchema = z.strictObject({
  schema: z.literal("results/1"),
  experiment: z.string(),
  /** `complete`: every planned run is valid. `incomplete`: nothing is left to run, some runs are finally missing. `partial`: unfinished. */
  status: z.enum(["complete", "incomplete", "partial"]),
  counts,
  runs: z.array(runResultSchema),
  subtests: z.array(subtestResultSchema),
  tiers: z.array(tierResultSchema),
  /** The answers to the declared questions; where none is declared, to the usual ones. Absent: this projector gives none. */
  comparisons: z.array(comparisonResultSchema).optional(),
  /** In key order. Absent: every set-up can be given to every agent. */
  notApplicable: z.array(notApplicableSchema).optional(),
});

export type Results = z.infer<typeof resultsSchema>;
export type RunResult = z.infer<typeof runResultSchema>;
export type SubtestResult = z.infer<typeof subtestResultSchema>;
export type TierResult = z.infer<typeof tierResultSchema>;
