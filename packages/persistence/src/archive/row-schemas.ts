import { type Fact, OUTCOMES, STAGES } from "@scylla/contracts";
import { z } from "zod";
import { planSchema, selectionSchema } from "./plan-schema.ts";

/** A column that holds JSON of this shape, or nothing. */
function json(schema: z.ZodType): z.ZodType {
  return z.preprocess((value) => (typeof value === "string" ? parsed(value) : value), schema);
}

/** Nothing that is JSON matches what is none. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const count = z.int().min(0);
const share = z.number().min(0).max(1).nullable();
const flag = z.union([z.literal(0), z.literal(1)]).nullable();
const digest = z.string().regex(/^[0-9a-f]{64}$/);

const hold = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("failed"), stage: z.enum(STAGES), code: z.string(), message: z.string() }),
  z.object({ kind: z.literal("parked"), key: z.string(), untilMs: z.number() }),
]);

const capture = z.object({
  tree: z.string(),
  baseTree: z.string(),
  filesChanged: count,
  linesAdded: count,
  linesDeleted: count,
  deliveredChanged: count,
  ignoredChanged: count,
  omitted: count,
} satisfies Record<keyof (Fact & { kind: "captured" })["capture"], z.ZodType>);

const check = z.object({
  id: z.string(),
  status: z.enum(["pass", "fail", "na", "error", "timeout"]),
  required: z.boolean(),
  score: share,
  exitCode: z.int().nullable(),
  durationMs: z.number().min(0),
});

/** Of tables with columns that SQLite does not know the rules of: what stands in them. */
export const ROW_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  plan: z.object({ digest, document: json(planSchema) }),
  cell: z.object({ digest }),
  run: z.object({ hold: json(hold.nullable()), version: count, fence: count }),
  attempt: z.object({
    outcome: z.enum(OUTCOMES).nullable(),
    duration_ms: z.number().min(0).nullable(),
    input_tokens: count.nullable(),
    output_tokens: count.nullable(),
    cache_read_tokens: count.nullable(),
    cache_write_tokens: count.nullable(),
    reasoning_tokens: count.nullable(),
    usage_known: flag,
    cost_source: z.enum(["notional", "replayed", "metered", "computed", "reported", "unknown"]).nullable(),
    output_truncated: flag,
    capture: json(capture.nullable()),
  }),
  grading: z.object({
    spec: digest,
    checks: json(z.array(check)),
    passed: flag,
    score: share,
    grade: z.enum(["S", "A", "B", "C", "D", "F"]).nullable(),
    basis: z.enum(["checks", "judges", "checks+judges", "none"]).nullable(),
  }),
  artifact: z.object({ digest, bytes: count }),
  selection: z.object({ document: json(selectionSchema) }),
};
