import type { TokenUsage } from "@scylla/contracts";

/** OpenAI's input includes what came from a cache or went into one, its output the reasoning. */
export function openaiInput({ inputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0 }: TokenUsage): number {
  return inputTokens + cacheReadTokens + cacheWriteTokens;
}

const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "invalid_request_error",
  404: "invalid_request_error",
  429: "tokens",
};

const CODES: Readonly<Record<number, string>> = {
  401: "invalid_api_key",
  404: "model_not_found",
  429: "rate_limit_exceeded",
};

export function openaiFailure(status: number): object {
  const [type, code] = [TYPES[status] ?? "server_error", CODES[status] ?? null];
  return { error: { message: `scripted ${status}`, type, param: null, code } };
}
