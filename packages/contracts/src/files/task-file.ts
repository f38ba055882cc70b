import { z } from "zod";
import { commandSchema, durationSchema, globSchema, idSchema, limitsSchema, pathSchema } from "./primitives.ts";

const commit = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, "give the full commit id (40 or 64 hex digits): a branch or short id moves");

/** No form that git would run as a program (`ext::`) or take for an option; no password, because the plan is stored. */
const url = z
  .string()
  .regex(
    /^((https?|ssh|git|file):\/\/[^\s]+|[\w.-]+@[\w.-]+:[^\s:-][^\s:]*)$/,
    "write a URL that begins with https, http, ssh, git or file, or user@host:path",
  )
  .refine((text) => !/^\w+:\/\/[^/@]*:[^/@]*@/.test(text), "leave the password out: a URL is stored with the plan");

export const repoSchema = z.union(
  [
    z.strictObject({ bundle: pathSchema, commit }),
    z.strictObject({ url, commit }),
    z.strictObject({ path: pathSchema, commit }),
  ],
  "write { bundle: FILE, commit: ID }, { url: URL, commit: ID } or { path: DIRECTORY, commit: ID }",
);

export const checkEntrySchema = z.strictObject({
  id: idSchema,
  command: commandSchema,
  /** A directory that is laid over the graded tree; the agent never sees it. */
  hiddenTests: pathSchema.optional(),
  required: z.boolean().default(true),
  weight: z.number().min(0).max(1000).default(1),
  time: durationSchema.default(300_000),
});

const hostSchema = z
  .string()
  .regex(
    /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i,
    "write a host like registry.npmjs.org, without https://",
  );

/** `tasks/<id>/task.yaml` */
export const taskFileSchema = z.strictObject({
  version: z.literal(1),
  id: idSchema,
  title: z.string().min(1).max(200),
  repo: repoSchema,
  prompt: z.union(
    [pathSchema, z.strictObject({ text: z.string().min(1) })],
    "write the name of a file, or { text: PROMPT }",
  ),
  /** Runs once, with network, when the task's template is made. */
  setup: z.array(commandSchema).default([]),
  checks: z.array(checkEntrySchema).default([]),
  rubric: pathSchema.optional(),
  protect: z.array(globSchema).default([]),
  network: z.strictObject({ allow: z.array(hostSchema).default([]) }).prefault({}),
  limits: limitsSchema.default({}),
  reference: pathSchema.optional(),
});

export type TaskFile = z.infer<typeof taskFileSchema>;
