import { z } from "zod";
import { envNameSchema, idSchema } from "./primitives.ts";

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
  instructions: instructionsSchema.optional(),
  skills: z.array(idSchema).optional(),
  subagents: z.array(idSchema).optional(),
  mcp: z.array(idSchema).optional(),
  tools: toolPolicySchema.optional(),
  systemPrompt: systemPromptSchema.optional(),
  thinking: z.enum(["off", "low", "medium", "high", "max"]).optional(),
  model: z.string().min(1).optional(),
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
  version: z.literal(1),
  title: z.string().min(1).max(200),
  inherits: inheritsSchema.default("none"),
  resources: resourcesSchema.default({}),
});

export type SubtestFile = z.infer<typeof subtestFileSchema>;

/** `ladder/ladder.yaml`, optional. */
export const ladderFileSchema = z.strictObject({
  version: z.literal(1),
  tiers: z.record(
    idSchema,
    z.strictObject({ title: z.string().min(1).max(200), dependsOn: z.array(idSchema).default([]) }),
  ),
});

export type LadderFile = z.infer<typeof ladderFileSchema>;

/** `ladder/mcp/<name>.yaml`; the version is pinned, so that a treatment is the same next month. */
export const mcpFileSchema = z.strictObject({
  version: z.literal(1),
  command: z.array(z.string().min(1)).min(1),
  env: z.record(envNameSchema, z.string()).default({}),
  pin: z.string().min(1),
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
