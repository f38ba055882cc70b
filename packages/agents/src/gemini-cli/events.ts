import { z } from "zod";
import { maybeCount } from "../usage.ts";

/** What Gemini CLI prints with `--output-format stream-json`, as far as it is read. */

const text = z.string().nullable().catch(null).default(null);

export const initEvent = z.looseObject({ type: z.literal("init"), model: text });

export const messageEvent = z.looseObject({
  type: z.literal("message"),
  timestamp: text,
  role: z.string(),
  content: z.string(),
});

export const toolUse = z.looseObject({
  type: z.literal("tool_use"),
  timestamp: text,
  tool_name: z.string(),
  tool_id: z.string(),
  parameters: z.record(z.string(), z.unknown()).catch({}).default({}),
});

export const toolResult = z.looseObject({
  type: z.literal("tool_result"),
  tool_id: z.string(),
  status: text,
  output: text,
  error: z.looseObject({ type: text }).nullable().catch(null).default(null),
});

const totals = z.looseObject({
  total_tokens: maybeCount,
  input_tokens: maybeCount,
  output_tokens: maybeCount,
  cached: maybeCount,
  input: maybeCount,
});

export const resultEvent = z.looseObject({
  type: z.literal("result"),
  status: text,
  error: z.looseObject({ type: text }).nullable().catch(null).default(null),
  stats: z
    .looseObject({ models: z.record(z.string(), totals).nullable().catch(null).default(null) })
    .nullable()
    .catch(null)
    .default(null),
});

export type ResultEvent = z.infer<typeof resultEvent>;
