import { z } from "zod";
import { amount } from "../amount.ts";
import { maybeCount } from "../usage.ts";

/** What `opencode run --format json` prints, as far as it is read. */

const timestamp = z.number().nullable().catch(null).default(null);

export const stepFinish = z.looseObject({
  type: z.literal("step_finish"),
  timestamp,
  part: z.looseObject({
    messageID: z.string().nullable().catch(null).default(null),
    reason: z.string().nullable().catch(null).default(null),
    cost: amount.nullable().catch(null).default(null),
    tokens: z
      .looseObject({
        input: maybeCount,
        output: maybeCount,
        reasoning: maybeCount,
        cache: z.looseObject({ read: maybeCount, write: maybeCount }).optional().catch(undefined),
      })
      .nullable()
      .catch(null)
      .default(null),
  }),
});

export const toolUse = z.looseObject({
  type: z.literal("tool_use"),
  timestamp,
  part: z.looseObject({
    messageID: z.string().nullable().catch(null).default(null),
    tool: z.string(),
    callID: z.string(),
    state: z.looseObject({
      status: z.string().nullable().catch(null).default(null),
      input: z.record(z.string(), z.unknown()).catch({}).default({}),
      output: z.string().optional().catch(undefined),
      error: z.string().optional().catch(undefined),
    }),
  }),
});

export const textEvent = z.looseObject({
  type: z.literal("text"),
  timestamp,
  part: z.looseObject({ messageID: z.string().nullable().catch(null).default(null), text: z.string() }),
});

export const errorEvent = z.looseObject({
  type: z.literal("error"),
  timestamp,
  error: z.looseObject({
    name: z.string().catch("error"),
    data: z
      .looseObject({
        statusCode: z.int().min(100).max(599).nullable().catch(null).default(null),
        responseHeaders: z.record(z.string(), z.string()).nullable().catch(null).default(null),
      })
      .nullable()
      .catch(null)
      .default(null),
  }),
});

export type StepFinish = z.infer<typeof stepFinish>;
export type ToolUse = z.infer<typeof toolUse>;
