import { z } from "zod";

/** A number, or null for whatever stands in the place of one: `"N/A"`, NaN. */
const number = z
  .unknown()
  .optional()
  .transform((value) => (Number.isFinite(value) ? Number(value) : null));
const text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "string" ? value : null));
/** Upstream takes any text for a pass; only what is true is one. */
const flag = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "boolean" ? value : null));

const tokensSchema = z.object({
  input_tokens: z.number(),
  output_tokens: z.number(),
  cache_creation_tokens: z.number(),
  cache_read_tokens: z.number(),
});

export const experimentSchema = z.object({
  experiment_id: z.string().optional(),
  task_repo: z.string().optional(),
  task_commit: z.string().optional(),
  models: z.array(z.string()).default([]),
  runs_per_subtest: z.int().min(1).max(100_000).optional(),
  judge_models: z.array(z.string()).default([]),
  timeout_seconds: number,
});

export const runResultSchema = z.object({
  exit_code: number,
  token_stats: tokensSchema.nullish().catch(null),
  cost_usd: number,
  duration_seconds: number,
  agent_duration_seconds: number,
  judge_duration_seconds: number,
  judge_score: number,
  judge_passed: flag,
  judge_grade: text,
  judges: z.array(z.object({ model: text, judge_number: number })).catch([]),
});

const itemSchema = z.object({ achieved: number, max: number, reason: text });

const categorySchema = z.object({
  score: number,
  achieved: number,
  max: number,
  items: z.record(z.string(), itemSchema).catch({}),
});

export const judgmentSchema = z.object({
  score: number,
  passed: flag,
  reasoning: text,
  is_valid: z.boolean().default(true),
  criteria_scores: z.record(z.string(), categorySchema).nullish(),
});

export const agentResultSchema = z.object({ stdout: z.string() });

export const usageSchema = z.object({
  total_cost_usd: z.number().optional(),
  modelUsage: z
    .record(
      z.string(),
      z.object({
        inputTokens: z.number(),
        outputTokens: z.number(),
        cacheReadInputTokens: z.number(),
        cacheCreationInputTokens: z.number(),
      }),
    )
    .optional(),
});
