import { z } from "zod";
import { maybeCount } from "../usage.ts";

/** What `codex exec --json` prints, as far as it is read. */

export const turnCompleted = z.looseObject({
  type: z.literal("turn.completed"),
  usage: z
    .looseObject({
      input_tokens: maybeCount,
      cached_input_tokens: maybeCount,
      cache_write_input_tokens: maybeCount,
      output_tokens: maybeCount,
      reasoning_output_tokens: maybeCount,
    })
    .nullable()
    .catch(null)
    .default(null),
});

const message = z.looseObject({ message: z.string() });

export const turnFailed = z.looseObject({ type: z.literal("turn.failed"), error: message });

/** Printed before each repetition of a refused call, and once more before a turn fails. */
export const errorEvent = z.looseObject({ type: z.literal("error"), message: z.string() });

export const itemEvent = z.looseObject({
  type: z.enum(["item.started", "item.completed"]),
  item: z.looseObject({
    id: z.string(),
    type: z.string(),
    text: z.string().optional().catch(undefined),
    command: z.string().optional().catch(undefined),
    aggregated_output: z.string().optional().catch(undefined),
    /** Of calls to MCP servers. */
    server: z.string().optional().catch(undefined),
    tool: z.string().optional().catch(undefined),
    status: z.string().optional().catch(undefined),
  }),
});

export type ItemEvent = z.infer<typeof itemEvent>;

/**
 * The HTTP status in the CLI's own error message, which has no field for it. Only what the CLI itself puts first counts:
 * a provider's words follow it, or stand alone.
 */
export function statusIn(message: string): number | null {
  const own = message.replace(/^Reconnecting\.\.\. (?:\d+\/\d+|waiting for network) \((.*)\)$/s, "$1");
  const [, status] = /^(?:unexpected status|exceeded retry limit, last status:) ([45]\d\d)\b/.exec(own) ?? [];
  return status === undefined ? null : Number(status);
}

export function isReconnecting(message: string): boolean {
  return message.startsWith("Reconnecting... ");
}
