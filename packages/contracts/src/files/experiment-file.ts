import { z } from "zod";
import { STAGES } from "../stage.ts";
import { subtestFileSchema } from "./ladder-files.ts";
import { commandSchema, envNameSchema, idSchema, limitsSchema, pathSchema } from "./primitives.ts";

const agentBase = { id: idSchema, model: z.string().min(1).optional(), env: z.array(envNameSchema).default([]) };

/** Kinds beyond `command` are checked against the composed adapters, not here: anybody may add one. */
export const agentEntrySchema = z.union([
  z.strictObject({ ...agentBase, kind: z.literal("command"), command: commandSchema }),
  z.strictObject({
    ...agentBase,
    kind: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, "write a kind of agent, such as command or claude-code")
      .refine((kind) => kind !== "command", { error: "a command agent needs `command`", abort: true }),
  }),
]);

export const comparisonSchema = z.strictObject({
  id: idSchema,
  baseline: z.string().min(3),
  against: z.string().min(3),
  metric: z.enum(["passRate", "score", "costUsd", "durationMs"]).default("passRate"),
  margin: z.number().min(0).max(1).optional(),
  primary: z.boolean().default(false),
});

/** `experiment.yaml` */
export const experimentFileSchema = z.strictObject({
  version: z.literal(1),
  name: idSchema,
  tasks: z.array(pathSchema).min(1),
  /** A directory; exactly one of `ladder` and `setups` is given. */
  ladder: pathSchema.optional(),
  /** Inline set-ups: one implicit tier `T0`. */
  setups: z
    .array(subtestFileSchema.omit({ version: true }).extend({ id: idSchema }))
    .min(1)
    .optional(),
  agents: z.array(agentEntrySchema).min(1),
  repeats: z.int().min(1).max(10_000).default(1),
  tiers: z.array(idSchema).min(1).optional(),
  comparisons: z.array(comparisonSchema).default([]),
  limits: limitsSchema.default({}),
  budget: z
    .union(
      [z.literal("none"), z.strictObject({ usd: z.number().positive().max(9_000_000) })],
      "write none, or an amount like { usd: 100 }",
    )
    .default("none"),
  concurrency: z
    .strictObject({
      agents: z.int().min(1).max(1024).default(2),
      perAgent: z.record(idSchema, z.int().min(1)).default({}),
    })
    .prefault({}),
  sandbox: z.enum(["auto", "bwrap", "docker", "podman", "none", "required"]).default("auto"),
  /** Share of a tier's runs that must be valid before a winner is chosen. */
  quorum: z.number().gt(0).max(1).default(0.8),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});

export type ExperimentFile = z.infer<typeof experimentFileSchema>;

export const stageSchema = z.enum(STAGES);
