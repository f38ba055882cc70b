import type { Dialect, Said } from "./dialect.ts";
import { countWith, list } from "./read.ts";

const STATUSES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
};

export const gemini: Dialect = {
  read: (path, body) => {
    const [, model, method] = /\/models\/([^/:]+):(generateContent|streamGenerateContent)$/.exec(path) ?? [];
    if (model === undefined) return null;
    const answered = countWith(list(body, "contents"), "role", "model");
    return { model, answered, stream: method === "streamGenerateContent" };
  },
  count: (path) => (path.endsWith(":countTokens") ? { totalTokens: 1000 } : null),
  whole: (said) => piece(said, { finishReason: "STOP" }),
  events: (said) => [{ data: piece(said, {}) }, { data: piece(said, { finishReason: "STOP" }, []) }],
  failure: (status, retryAfterSeconds) => ({
    error: {
      ...{ code: status, message: `scripted ${status}`, status: STATUSES[status] ?? "UNAVAILABLE" },
      ...(retryAfterSeconds !== undefined && {
        details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${retryAfterSeconds}s` }],
      }),
    },
  }),
};

/** One piece of a stream, or all of the answer. The last usage holds. */
function piece(said: Said, ending: object, parts = partsOf(said)): object {
  return {
    candidates: [{ content: { role: "model", parts }, index: 0, ...ending }],
    usageMetadata: usageOf(said),
    modelVersion: said.model,
    responseId: said.id,
  };
}

function partsOf(said: Said): readonly object[] {
  const { text, calls = [] } = said.answer;
  return [
    ...(text === undefined ? [] : [{ text }]),
    ...calls.map((call) => ({ functionCall: { name: call.name, args: call.arguments } })),
  ];
}

/** Its prompt includes what came from a cache, its candidates leave the thoughts out. */
function usageOf({ answer: { usage } }: Said): object {
  const { inputTokens = 0, cacheReadTokens = 0, outputTokens = 0, reasoningTokens = 0 } = usage;
  return {
    promptTokenCount: inputTokens + cacheReadTokens,
    cachedContentTokenCount: cacheReadTokens,
    candidatesTokenCount: outputTokens - reasoningTokens,
    thoughtsTokenCount: reasoningTokens,
    totalTokenCount: inputTokens + cacheReadTokens + outputTokens,
  };
}
