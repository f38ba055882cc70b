import { z } from "zod";
import { envNameSchema, idSchema, versionSchema } from "./primitives.ts";

export const toolPolicySchema = z.union(
  [z.enum(["default", "all", "none"]), z.strictObject({ only: z.array(z.string().min(1)).min(1) })],
  "write default, all, none, or a list like { only: [Read, Edit] }",
);

export const systemPromptSchema = z.union(
  [
    z.enum(["default", "empty"]),
    z.strictObject({ replace: z.string().min(1) }),
    z.strictObject({ append: z.string().min(1) }),
  ],
  "write default, empty, { replace: TEXT } or { append: TEXT }",
);

export const instructionsSchema = z.union(
  [
    z.literal("none"),
    z.strictObject({ blocks: z.array(idSchema).min(1) }),
    z.strictObject({ text: z.string().min(1) }),
    z.strictObject({ repo: z.literal(true) }),
  ],
  "write none, { blocks: [NAMES] }, { text: TEXT } or { repo: true }",
);

/** What a set-up gives the agent; absent means "not specified". */
export const resourcesSchema = z.strictObject({
  instructions: instructionsSchema
    .optional()
    .describe("The instruction file: ladder/blocks/NAME.md in this order, a text, the repository's own, or none."),
  skills: z.array(idSchema).optional().describe("ladder/skills/NAME/SKILL.md"),
  subagents: z.array(idSchema).optional().describe("ladder/subagents/NAME.md"),
  mcp: z.array(idSchema).optional().describe("ladder/mcp/NAME.yaml"),
  tools: toolPolicySchema.optional().describe("The tools that the agent may use."),
  systemPrompt: systemPromptSchema.optional().describe("The agent's system prompt: replaced, or added to."),
  thinking: z.enum(["off", "low", "medium", "high", "max"]).optional().describe("How long the model thinks."),
  model: z.string().min(1).optional().describe("The model; it takes precedence over the agent's."),
});

export const inheritsSchema = z.union(
  [
    z.literal("none"),
    z.strictObject({ tiers: z.array(idSchema).min(1), onMissing: z.enum(["fail", "skip"]).default("fail") }),
  ],
  "write none, or the tiers like { tiers: [T0] }",
);

/** `ladder/<tier>/<id>.yaml`; the id is the file's name. */
export const subtestFileSchema = z.strictObject({
  version: versionSchema,
  title: z.string().min(1).max(200).describe("What reports call this set-up."),
  inherits: inheritsSchema.default("none").describe("The groups whose winners this set-up builds on."),
  resources: resourcesSchema.default({}).describe("What the agent is given."),
});

export type SubtestFile = z.infer<typeof subtestFileSchema>;

/** `ladder/ladder.yaml`, optional. */
export const ladderFileSchema = z.strictObject({
  version: versionSchema,
  tiers: z
    .record(
      idSchema,
      z.strictObject({
        title: z.string().min(1).max(200).describe("What reports call this group."),
        dependsOn: z.array(idSchema).default([]).describe("Groups that it may inherit from."),
      }),
    )
    .describe("The groups of set-ups, in their order."),
});

export type LadderFile = z.infer<typeof ladderFileSchema>;

/** `ladder/mcp/<name>.yaml`; the version is pinned, so that a treatment is the same next month. */
export const mcpFileSchema = z.strictObject({
  version: versionSchema,
  command: z.array(z.string().min(1)).min(1).describe("How the server is started: the program and its arguments."),
  env: z.record(envNameSchema, z.string()).default({}).describe("Its environment; keys are refused."),
  pin: z.string().min(1).describe("The version of the server, so that it is the same next month."),
});

/** The ladder that holds where a ladder directory has no `ladder.yaml`. */
export const DEFAULT_LADDER: LadderFile = {
  version: 1,
  tiers: {
    T0: { title: "Prompts", dependsOn: [] },
    T1: { title: "Skills", dependsOn: [] },
    T2: { title: "Tooling", dependsOn: [] },
    T3: { title: "Delegation", dependsOn: [] },
    T4: { title: "Hierarchy", dependsOn: [] },
    T5: { title: "Hybrid", dependsOn: ["T0", "T1", "T2", "T3", "T4"] },
    T6: { title: "Super", dependsOn: ["T5"] },
  },
};
