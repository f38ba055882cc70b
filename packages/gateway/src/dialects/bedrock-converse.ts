import { count, list, members, parseJson } from "../read-json.ts";
import { type CallUsage, usageOf } from "../usage.ts";
import { bedrockError, bedrockErrorBody, bedrockRefusalStatus } from "./bedrock-error.ts";
import type { Dialect, Reading } from "./dialect.ts";

/** `inputTokens` are fresh ones here; cache reads and writes stand beside them. */
function usage(value: unknown): CallUsage | undefined {
  const given = members(value);
  const outputTokens = count(given["outputTokens"]);
  if (outputTokens === undefined) return undefined;
  const hour = list(given["cacheDetails"]).find((one) => members(one)["ttl"] === "1h");
  return usageOf({
    inputTokens: count(given["inputTokens"]),
    outputTokens,
    cacheReadTokens: count(given["cacheReadInputTokens"]),
    cacheWriteTokens: count(given["cacheWriteInputTokens"]),
    cacheWriteHourTokens: count(members(hour)["inputTokens"]),
  });
}

/** A whole answer, or an event by its name. */
function read(value: unknown): Reading {
  const given = members(value);
  const found = usage(given["usage"]) ?? usage(members(given["metadata"])["usage"]);
  if (found) return { usage: found, final: true };
  return { error: bedrockError(value) };
}

/** One form of requests and answers for all models. */
export const bedrockConverse: Dialect = {
  id: "bedrock-converse",
  markers: ['"usage"', '"message"'],
  cumulative: false,
  read,
  isOutput: (event) => "contentBlockDelta" in members(event),
  errorBody: bedrockErrorBody,
  refusalStatus: bedrockRefusalStatus,
  frames: {
    dull: ["contentBlockDelta"],
    event: ({ headers, payload }) => ({ [headers[":event-type"] ?? ""]: parseJson(payload.toString("utf8")) }),
  },
};
