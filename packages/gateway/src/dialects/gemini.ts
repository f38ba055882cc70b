import { count, list, members, text } from "../read-json.ts";
import { type CallUsage, usageOf } from "../usage.ts";
import type { Dialect, Reading, Refusal } from "./dialect.ts";

/** Numbers that are 0 are left out of Gemini's JSON: beside a prompt count, absent is 0. The prompt includes what was cached, the candidates do not include thoughts. */
function usage(value: unknown): CallUsage | undefined {
  const given = members(value);
  const prompt = count(given["promptTokenCount"]);
  if (prompt === undefined) return undefined;
  const cached = count(given["cachedContentTokenCount"]) ?? 0;
  const thoughts = count(given["thoughtsTokenCount"]) ?? 0;
  return usageOf({
    inputTokens: Math.max(0, prompt - cached) + (count(given["toolUsePromptTokenCount"]) ?? 0),
    outputTokens: (count(given["candidatesTokenCount"]) ?? 0) + thoughts,
    cacheReadTokens: cached,
    reasoningTokens: thoughts,
  });
}

function read(value: unknown): Reading {
  // Without `alt=sse` a stream is one JSON list, and the last element tells the whole usage.
  const chunk = members(Array.isArray(value) ? value.at(-1) : value);
  const error = members(chunk["error"]);
  if (Object.keys(error).length > 0) {
    return { error: { type: text(error["status"]) ?? null, message: text(error["message"]) ?? null } };
  }
  const ended = list(chunk["candidates"]).some((candidate) => text(members(candidate)["finishReason"]) !== undefined);
  const blocked = text(members(chunk["promptFeedback"])["blockReason"]) !== undefined;
  return {
    model: text(chunk["modelVersion"]),
    usage: usage(chunk["usageMetadata"]),
    final: ended || blocked,
  };
}

function isOutput(value: unknown): boolean {
  return list(members(value)["candidates"]).some(
    (candidate) => list(members(members(candidate)["content"])["parts"]).length > 0,
  );
}

const STATUSES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  413: "INVALID_ARGUMENT",
  502: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

export const gemini: Dialect = {
  id: "gemini",
  markers: ['"usageMetadata"', '"error"'],
  cumulative: true,
  read,
  isOutput,
  errorBody: ({ status, message }: Refusal) => ({
    error: { code: status, message, status: STATUSES[status] ?? "INTERNAL" },
  }),
};
