import { count, members, text } from "../read-json.ts";
import { type CallUsage, usageOf } from "../usage.ts";
import type { Dialect, Reading, Refusal } from "./dialect.ts";

/** `input_tokens` are fresh ones here; cache reads and writes stand beside them. */
function usage(value: unknown): CallUsage | undefined {
  const given = members(value);
  if (Object.keys(given).length === 0) return undefined;
  return usageOf({
    inputTokens: count(given["input_tokens"]),
    outputTokens: count(given["output_tokens"]),
    cacheReadTokens: count(given["cache_read_input_tokens"]),
    cacheWriteTokens: count(given["cache_creation_input_tokens"]),
    cacheWriteHourTokens: count(members(given["cache_creation"])["ephemeral_1h_input_tokens"]),
    reasoningTokens: count(members(given["output_tokens_details"])["thinking_tokens"]),
  });
}

function read(value: unknown): Reading {
  const event = members(value);
  switch (event["type"]) {
    case "message_start": {
      const message = members(event["message"]);
      // The output counted here is that of the first few tokens only: the last event tells it.
      return { model: text(message["model"]), usage: { ...usage(message["usage"]), outputTokens: undefined } };
    }
    case "message_delta": {
      const found = usage(event["usage"]);
      return { usage: found, final: found?.outputTokens !== undefined };
    }
    case "message": {
      const found = usage(event["usage"]);
      return { model: text(event["model"]), usage: found, final: found !== undefined };
    }
    default: {
      const error = members(event["error"]);
      const [type, message] = [text(error["type"]) ?? null, text(error["message"]) ?? null];
      return type === null && message === null ? {} : { error: { type, message } };
    }
  }
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  504: "timeout_error",
};

export const anthropicMessages: Dialect = {
  id: "anthropic-messages",
  markers: ['"usage"', '"error"'],
  cumulative: false,
  read,
  isOutput: (event) => members(event)["type"] === "content_block_delta",
  errorBody: ({ status, message }: Refusal) => ({
    type: "error",
    error: { type: ERROR_TYPES[status] ?? "api_error", message },
  }),
};
