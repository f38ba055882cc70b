import { z } from "zod";
import { amount } from "../amount.ts";
import { maybeCount } from "../usage.ts";

/** What Claude Code prints with `--output-format stream-json`, as far as it is read. A member that is not as expected is not said. */

const text = z.string().nullable().catch(null).default(null);
const status = z.int().min(100).max(599).nullable().catch(null).default(null);
const names = z.array(z.string()).nullable().catch(null).default(null);

export const initEvent = z.looseObject({
  type: z.literal("system"),
  subtype: z.literal("init"),
  session_id: text,
  claude_code_version: text,
  model: text,
  tools: names,
  skills: names,
  agents: names,
  mcp_servers: z
    .array(z.looseObject({ name: z.string(), status: z.string() }))
    .nullable()
    .catch(null)
    .default(null),
});

export const retryEvent = z.looseObject({
  type: z.literal("system"),
  subtype: z.literal("api_retry"),
  error_status: status,
});

/** Of subscription log-ins: when the allowance comes back, in seconds since 1970. */
export const rateLimitEvent = z.looseObject({
  type: z.literal("rate_limit_event"),
  rate_limit_info: z.looseObject({
    status: text,
    rateLimitType: text,
    resetsAt: z.number().positive().max(1e11).nullable().catch(null).default(null),
  }),
});

const messageUsage = z.looseObject({
  input_tokens: maybeCount,
  cache_read_input_tokens: maybeCount,
  cache_creation_input_tokens: maybeCount,
});

export const assistantEvent = z.looseObject({
  type: z.literal("assistant"),
  timestamp: text,
  parent_tool_use_id: text,
  api_error_status: status,
  message: z.looseObject({
    id: text,
    model: text,
    content: z.array(z.looseObject({ type: z.string() })).catch([]),
    usage: messageUsage.nullable().catch(null).default(null),
  }),
});

export const toolUse = z.looseObject({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()).catch({}),
});

export const userEvent = z.looseObject({
  type: z.literal("user"),
  timestamp: text,
  parent_tool_use_id: text,
  message: z.looseObject({ content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]) }),
});

const modelTotals = z.looseObject({
  inputTokens: maybeCount,
  outputTokens: maybeCount,
  cacheReadInputTokens: maybeCount,
  cacheCreationInputTokens: maybeCount,
  thinkingTokens: maybeCount,
  cacheCreationEphemeral1hInputTokens: maybeCount,
  /** `unknown`: the cost of this model is made up. */
  costBasis: text,
});

export const resultEvent = z.looseObject({
  type: z.literal("result"),
  subtype: text,
  is_error: z.boolean().nullable().catch(null).default(null),
  terminal_reason: text,
  api_error_status: status,
  num_turns: z.int().min(0).nullable().catch(null).default(null),
  total_cost_usd: amount.nullable().catch(null).default(null),
  modelUsage: z.record(z.string(), modelTotals).nullable().catch(null).default(null),
  permission_denials: z
    .array(z.looseObject({ tool_name: z.string() }))
    .catch([])
    .default([]),
});

export type InitEvent = z.infer<typeof initEvent>;
export type AssistantEvent = z.infer<typeof assistantEvent>;
export type ResultEvent = z.infer<typeof resultEvent>;
