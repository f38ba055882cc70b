import { z } from "zod";
import {
  commandSchema,
  durationSchema,
  globSchema,
  idSchema,
  limitsSchema,
  pathSchema,
  versionSchema,
} from "./primitives.ts";

const commit = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, "give the full commit id (40 or 64 hex digits): a branch or short id moves");

const PASSWORD = /^\w+:\/\/[^/@]*:[^/@]*@/;

/** No form that git would run as a program (`ext::`) or take for an option; no password, because the plan is stored. */
const url = z
  .string()
  .regex(
    /^((https?|ssh|git|file):\/\/[^\s]+|[\w.-]+@[\w.-]+:[^\s:-][^\s:]*)$/,
    "write a URL that begins with https, http, ssh, git or file, or user@host:path",
  )
  .refine((text) => !PASSWORD.test(text), "leave the password out: a URL is stored with the plan")
  .meta({ not: { pattern: PASSWORD.source } });

export const repoSchema = z.union(
  [
    z.strictObject({ bundle: pathSchema, commit }),
    z.strictObject({ url, commit }),
    z.strictObject({ path: pathSchema, commit }),
  ],
  "write { bundle: FILE, commit: ID }, { url: URL, commit: ID } or { path: DIRECTORY, commit: ID }",
);

export const checkEntrySchema = z.strictObject({
  id: idSchema.describe("What results call this check."),
  command: commandSchema.describe("Exit code 0 passes. It runs in the task's commit plus the agent's changes."),
  hiddenTests: pathSchema
    .optional()
    .describe("A directory that is laid over the graded tree; the agent never sees it."),
  required: z.boolean().default(true).describe("Whether a run fails when this check does."),
  weight: z.number().min(0).max(1000).default(1).describe("Its share of the score."),
  time: durationSchema.default(300_000).describe("How long it may take, like 500ms, 60s, 10m or 2h."),
});

const hostSchema = z
  .string()
  .regex(
    /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i,
    "write a host like registry.npmjs.org, without https://",
  );

/** `tasks/<id>/task.yaml` */
export const taskFileSchema = z
  .strictObject({
    version: versionSchema,
    id: idSchema.describe("What labels call this task."),
    title: z.string().min(1).max(200).describe("What reports call this task."),
    repo: repoSchema.describe("The repository and the commit that the agent starts from."),
    prompt: z
      .union([pathSchema, z.strictObject({ text: z.string().min(1) })], "write the name of a file, or { text: PROMPT }")
      .describe("What the agent is asked to do."),
    setup: z
      .array(commandSchema)
      .default([])
      .describe("Commands that run once, with network, when the task's template is made."),
    checks: z.array(checkEntrySchema).default([]).describe("Commands that tell whether the work is right."),
    rubric: pathSchema.optional().describe("A file that says what judges look at."),
    protect: z.array(globSchema).default([]).describe("Patterns of files that are restored before checks."),
    network: z
      .strictObject({
        allow: z.array(hostSchema).default([]).describe("Hosts that the agent may reach beside the model."),
      })
      .prefault({})
      .describe("What the agent may reach."),
    limits: limitsSchema
      .default({})
      .describe("What a run of this task may take; takes precedence over the experiment's."),
    reference: pathSchema.optional().describe("A patch that solves the task; `scylla validate --prove` applies it."),
  })
  // What the reader of the file checks, because it can say where and what to do.
  .meta({ anyOf: [{ required: ["rubric"] }, { required: ["checks"], properties: { checks: { minItems: 1 } } }] });

export type TaskFile = z.infer<typeof taskFileSchema>;
