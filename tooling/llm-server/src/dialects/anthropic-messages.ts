import { callId, type Dialect, type Said, type ServerEvent } from "./dialect.ts";
import { countWith, list, member } from "./read.ts";

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  404: "not_found_error",
  429: "rate_limit_error",
  529: "overloaded_error",
};

export const anthropicMessages: Dialect = {
  read: (path, body) =>
    path.endsWith("/messages")
      ? {
          model: String(member(body, "model")),
          answered: countWith(list(body, "messages"), "role", "assistant"),
          stream: member(body, "stream") === true,
        }
      : null,
  count: (path) => (path.endsWith("/messages/count_tokens") ? { input_tokens: 1000 } : null),
  whole: (said) => ({ ...message(said), content: blocks(said), usage: usageOf(said), stop_reason: stopReason(said) }),
  events: (said) => [
    named({ type: "message_start", message: { ...message(said), content: [], usage: usageOf(said, 1) } }),
    ...blocks(said).flatMap(blockEvents),
    named({
      type: "message_delta",
      delta: { stop_reason: stopReason(said), stop_sequence: null },
      usage: usageOf(said),
    }),
    named({ type: "message_stop" }),
  ],
  failure: (status) => ({
    type: "error",
    error: { type: ERROR_TYPES[status] ?? "api_error", message: `scripted ${status}` },
    request_id: "req_scripted",
  }),
};

function message({ id, model }: Said): object {
  return { id: `msg_${id}`, type: "message", role: "assistant", model, stop_reason: null, stop_sequence: null };
}

function stopReason({ answer }: Said): string {
  return answer.calls?.length ? "tool_use" : "end_turn";
}

/** The count of output rises while a stream goes on. */
function usageOf({ answer: { usage } }: Said, output = usage.outputTokens): object {
  return {
    input_tokens: usage.inputTokens,
    cache_read_input_tokens: usage.cacheReadTokens ?? 0,
    cache_creation_input_tokens: usage.cacheWriteTokens ?? 0,
    output_tokens: output,
    ...(usage.reasoningTokens !== undefined && { output_tokens_details: { thinking_tokens: usage.reasoningTokens } }),
  };
}

type Block =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "tool_use"; readonly id: string; readonly name: string; readonly input: object };

function blocks(said: Said): readonly Block[] {
  const { text, calls = [] } = said.answer;
  return [
    ...(text === undefined ? [] : [{ type: "text" as const, text }]),
    ...calls.map((call, index) => ({
      ...{ type: "tool_use" as const, id: callId(said, index), name: call.name, input: call.arguments },
    })),
  ];
}

function blockEvents(block: Block, index: number): readonly ServerEvent[] {
  const [empty, delta] =
    block.type === "text"
      ? [
          { ...block, text: "" },
          { type: "text_delta", text: block.text },
        ]
      : [
          { ...block, input: {} },
          { type: "input_json_delta", partial_json: JSON.stringify(block.input) },
        ];
  return [
    named({ type: "content_block_start", index, content_block: empty }),
    named({ type: "content_block_delta", index, delta }),
    named({ type: "content_block_stop", index }),
  ];
}

function named(data: { readonly type: string; readonly [member: string]: unknown }): ServerEvent {
  return { event: data.type, data };
}
