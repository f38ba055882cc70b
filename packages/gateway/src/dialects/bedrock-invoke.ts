import { count, members, parseJson, text } from "../read-json.ts";
import { type CallUsage, usageOf } from "../usage.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import { bedrockError, bedrockErrorBody, bedrockRefusalStatus } from "./bedrock-error.ts";
import type { Dialect, Reading } from "./dialect.ts";

/** What Bedrock itself counted stands in the last event of a stream, whoever made the model. */
function metrics(value: unknown): CallUsage | undefined {
  const given = members(members(value)["amazon-bedrock-invocationMetrics"]);
  const [input, output] = [count(given["inputTokenCount"]), count(given["outputTokenCount"])];
  if (input === undefined && output === undefined) return undefined;
  // Anthropic's own events tell their input, each kind of it apart.
  if (members(value)["type"] === "message_stop") return usageOf({ outputTokens: output });
  return usageOf({
    inputTokens: input,
    outputTokens: output,
    cacheReadTokens: count(given["cacheReadInputTokenCount"]),
    cacheWriteTokens: count(given["cacheWriteInputTokenCount"]),
  });
}

function read(value: unknown): Reading {
  const usage = metrics(value);
  if (usage) return { usage, final: usage.outputTokens !== undefined };
  const error = bedrockError(value);
  return error && members(value)["type"] === undefined ? { error } : anthropicMessages.read(value);
}

/** Enough of an event's first bytes, as they stand in a frame, for a whole number of base64 groups. */
const DELTA = Buffer.from('{"type":"content_block_delta').subarray(0, 27).toString("base64");

/** The bodies of the model's maker in an envelope: for Claude, those of Anthropic Messages. */
export const bedrockInvoke: Dialect = {
  id: "bedrock-invoke",
  markers: ['"usage"', '"error"', '"amazon-bedrock-invocationMetrics"'],
  cumulative: false,
  read,
  isOutput: anthropicMessages.isOutput,
  errorBody: bedrockErrorBody,
  refusalStatus: bedrockRefusalStatus,
  frames: {
    dull: [DELTA],
    event: ({ payload }) => {
      const bytes = text(members(parseJson(payload.toString("utf8")))["bytes"]);
      return bytes === undefined ? undefined : parseJson(Buffer.from(bytes, "base64").toString("utf8"));
    },
  },
};
