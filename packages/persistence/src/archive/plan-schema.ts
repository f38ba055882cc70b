import { z } from "zod";

// What every reader of a plan relies on. Members that a later release adds are none of its business.

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string();
const count = z.int().min(0);
const share = z.number().min(0).max(1);
const command = z.union([text, z.array(text)]);
const limits = z.object({ timeMs: z.number().min(0), turns: z.number().nullable(), usd: z.number().nullable() });
const conditions = z.object({ limits, agentVersion: text.nullable(), sandbox: text, network: z.array(text) });
const key = z.object({ task: text, tier: text, subtest: text, agent: text });
const resources = z.looseObject({});
const cell = z.object({ key, digest, treatment: digest, conditions });
const onMissing = z.enum(["fail", "skip"]);

const check = z.object({
  id: text,
  command,
  required: z.boolean(),
  weight: z.number(),
  timeMs: z.number().min(0),
  hiddenTests: digest.nullable(),
});

const commit = text;
const task = z.object({
  id: text,
  title: text,
  digest,
  repo: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("bundle"), path: text, commit }),
    z.object({ kind: z.literal("path"), path: text, commit }),
    z.object({ kind: z.literal("url"), url: text, commit }),
  ]),
  setup: z.array(command),
  prompt: text,
  limits,
  network: z.array(text),
  grading: z.object({ digest, checks: z.array(check), protect: z.array(text), rubric: digest.nullable() }),
});

const agent = z.object({
  id: text,
  kind: text,
  model: text.nullable(),
  command: command.nullable(),
  program: z.looseObject({}).nullable(),
  env: z.array(text),
  version: text.nullable(),
});

const comparison = z.object({
  id: text,
  baseline: text,
  against: text,
  metric: z.enum(["passRate", "score", "costUsd", "durationMs"]),
  margin: z.number().nullable(),
  primary: z.boolean(),
});

const frozenPlan = z.object({
  schema: z.literal("plan/1"),
  experiment: text,
  seed: z.number(),
  repeats: z.int().min(1),
  quorum: share,
  budget: count.nullable(),
  tiers: z.array(z.object({ id: text, title: text, dependsOn: z.array(text) })),
  subtests: z.array(z.object({ tier: text, id: text, title: text })),
  tasks: z.array(task),
  agents: z.array(agent),
  cells: z.array(cell),
  recipes: z.array(z.object({ key, inherits: z.array(text), onMissing, own: resources, conditions })),
  comparisons: z.array(comparison),
});

const planGeneration = z.object({
  schema: z.literal("generation/1"),
  tier: text,
  agent: text,
  cells: z.array(cell),
  unresolved: z.array(z.object({ key, onMissing, reason: text })),
});

export const planSchema = z.discriminatedUnion("schema", [frozenPlan, planGeneration]);

export const selectionSchema = z.object({
  schema: z.literal("selection/1"),
  tier: text,
  agent: text,
  winner: z.object({ subtest: text, resources }).nullable(),
  rule: z.enum(["single", "pass-rate", "mean-score", "mean-cost", "subtest-id", "below-quorum"]),
  contenders: z.array(
    z.object({
      subtest: text,
      runs: count,
      valid: count,
      passRate: share.nullable(),
      meanScore: share.nullable(),
      meanCost: z.number().min(0).nullable(),
    }),
  ),
  basis: z.record(text, digest),
});
