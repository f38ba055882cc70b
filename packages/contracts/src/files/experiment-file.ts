import { z } from "zod";
import { STAGES } from "../stage.ts";
import { subtestFileSchema } from "./ladder-files.ts";
import { commandSchema, envNameSchema, idSchema, limitsSchema, pathSchema, versionSchema } from "./primitives.ts";

const agentBase = {
  id: idSchema.describe("What labels and reports call this agent."),
  model: z.string().min(1).optional().describe("The model; a set-up's own takes precedence."),
  env: z
    .array(envNameSchema)
    .default([])
    .describe("Names of environment variables that are let through. Names that hold provider keys are refused."),
};

/** Kinds beyond `command` are checked against the composed adapters, not here: anybody may add one. */
export const agentEntrySchema = z.union([
  z.strictObject({
    ...agentBase,
    kind: z.literal("command").describe("Any program: the prompt comes on its standard input."),
    command: commandSchema.describe("What is started. Words that name existing files are meant from this file."),
  }),
  z.strictObject({
    ...agentBase,
    kind: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, "write a kind of agent, such as command or claude-code")
      .refine((kind) => kind !== "command", { error: "a command agent needs `command`", abort: true })
      .meta({ description: "The kind of agent, such as command or claude-code.", not: { const: "command" } }),
  }),
]);

export const comparisonSchema = z.strictObject({
  id: idSchema.describe("What reports call this question."),
  baseline: z.string().min(3).describe("TIER/SETUP"),
  against: z.string().min(3).describe("TIER/SETUP"),
  metric: z.enum(["passRate", "score", "costUsd", "durationMs"]).default("passRate").describe("What is compared."),
  margin: z.number().min(0).max(1).optional().describe("Differences below it count as none."),
  primary: z.boolean().default(false).describe("The question that the experiment was made for."),
});

/** `experiment.yaml` */
export const experimentFileSchema = z
  .strictObject({
    version: versionSchema,
    name: idSchema.describe("The name of the experiment, and of its directory under .scylla."),
    tasks: z.array(pathSchema).min(1).describe("Directories with a task.yaml."),
    /** Exactly one of `ladder` and `setups` is given. */
    ladder: pathSchema.optional().describe("The directory of the ladder: groups of set-ups."),
    setups: z
      .array(
        subtestFileSchema.omit({ version: true }).extend({ id: idSchema.describe("What labels call this set-up.") }),
      )
      .min(1)
      .optional()
      .describe("Set-ups without a ladder: one group."),
    agents: z
      .array(agentEntrySchema)
      .min(1)
      .describe("Who is measured: programs, each with what it needs to be started."),
    repeats: z.int().min(1).max(10_000).default(1).describe("Runs of each task with each set-up and agent."),
    tiers: z.array(idSchema).min(1).optional().describe("Groups to run; default: every group of the ladder."),
    comparisons: z
      .array(comparisonSchema)
      .default([])
      .describe("Declared questions; default: each set-up against the first."),
    limits: limitsSchema.default({}).describe("What a run may take; a task's own limits take precedence."),
    budget: z
      .union(
        [z.literal("none"), z.strictObject({ usd: z.number().positive().max(9_000_000) })],
        "write none, or an amount like { usd: 100 }",
      )
      .default("none")
      .describe("What the whole experiment may cost."),
    concurrency: z
      .strictObject({
        agents: z.int().min(1).max(1024).default(2).describe("Agents at once."),
        perAgent: z.record(idSchema, z.int().min(1)).default({}).describe("The same for single agents, by id."),
      })
      .prefault({})
      .describe("How many work at the same time."),
    sandbox: z
      .enum(["auto", "bwrap", "docker", "podman", "none", "required"])
      .default("auto")
      .describe("What agents are confined by; required: anything but none."),
    quorum: z
      .number()
      .gt(0)
      .max(1)
      .default(0.8)
      .describe("Share of a group's runs that must be valid before a winner is chosen."),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).describe("Decides the order of runs."),
  })
  // What the reader of the file checks, because it can say where and what to do.
  .meta({ oneOf: [{ required: ["ladder"] }, { required: ["setups"] }] });

export type ExperimentFile = z.infer<typeof experimentFileSchema>;

export const stageSchema = z.enum(STAGES);
