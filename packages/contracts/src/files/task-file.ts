import { z } from "zod";
import { commandSchema, durationSchema, globSchema, idSchema, limitsSchema, pathSchema } from "./primitives.ts";

const commit = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, "give the full commit id (40 or 64 hex digits): a branch or short id moves");

export const repoSchema = z.union([
  z.strictObject({ bundle: pathSchema, commit }),
  z.strictObject({ url: z.string().min(1), commit }),
  z.strictObject({ path: pathSchema, commit }),
]);

export const checkEntrySchema = z.strictObject({
  id: idSchema,
  command: commandSchema,
  /** A directory that is laid over the graded tree; the agent never sees it. */
  hiddenTests: pathSchema.optional(),
  required: z.boolean().default(true),
  weight: z.number().min(0).max(1000).default(1),
  time: durationSchema.default(300_000),
});

/** `tasks/<id>/task.yaml` */
export const taskFileSchema = z.strictObject({
  version: z.literal(1),
  id: idSchema,
  title: z.string().min(1).max(200),
  repo: repoSchema,
  prompt: z.union([pathSchema, z.strictObject({ text: z.string().min(1) })]),
  /** Runs once, with network, when the task's template is made. */
  setup: z.array(commandSchema).default([]),
  checks: z.array(checkEntrySchema).default([]),
  rubric: pathSchema.optional(),
  protect: z.array(globSchema).default([]),
  network: z.strictObject({ allow: z.array(z.string().min(1)).default([]) }).prefault({}),
  limits: limitsSchema.default({}),
  reference: pathSchema.optional(),
});

export type TaskFile = z.infer<typeof taskFileSchema>;
