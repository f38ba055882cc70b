import { expect, test } from "vitest";
import { anthropicMessages } from "../../src/dialects/anthropic-messages.ts";
import type { Dialect } from "../../src/dialects/dialect.ts";
import { gemini } from "../../src/dialects/gemini.ts";
import { openaiChat } from "../../src/dialects/openai-chat.ts";
import { openaiResponses } from "../../src/dialects/openai-responses.ts";

const chat = (usage: object) => ({ object: "chat.completion", model: "m", choices: [], usage });

test.each<readonly [what: string, dialect: Dialect, answer: unknown, usage: unknown]>([
  [
    "an Anthropic answer without a stream",
    anthropicMessages,
    {
      type: "message",
      model: "m",
      usage: { input_tokens: 3, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 7 },
    },
    { inputTokens: 3, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 7 },
  ],
  [
    "writes to the hour's cache, which cost more",
    anthropicMessages,
    {
      type: "message",
      model: "m",
      usage: {
        input_tokens: 3,
        cache_creation_input_tokens: 50,
        cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 30 },
        output_tokens: 7,
      },
    },
    { inputTokens: 3, cacheWriteTokens: 50, cacheWriteHourTokens: 30, outputTokens: 7 },
  ],
  [
    "details that a provider does not tell are absent, not 0",
    openaiChat,
    chat({ prompt_tokens: 10, completion_tokens: 5 }),
    { inputTokens: 10, outputTokens: 5 },
  ],
  [
    "reasoning that is counted within the output",
    openaiChat,
    chat({
      prompt_tokens: 10,
      completion_tokens: 50,
      total_tokens: 60,
      completion_tokens_details: { reasoning_tokens: 40 },
    }),
    { inputTokens: 10, outputTokens: 50, reasoningTokens: 40 },
  ],
  [
    "reasoning that is counted beside the output",
    openaiChat,
    chat({
      prompt_tokens: 10,
      completion_tokens: 50,
      total_tokens: 100,
      completion_tokens_details: { reasoning_tokens: 40 },
    }),
    { inputTokens: 10, outputTokens: 90, reasoningTokens: 40 },
  ],
  [
    "an answer of the Responses API without a stream",
    openaiResponses,
    {
      object: "response",
      model: "m",
      usage: { input_tokens: 10, input_tokens_details: { cached_tokens: 4 }, output_tokens: 5 },
    },
    { inputTokens: 6, cacheReadTokens: 4, outputTokens: 5 },
  ],
  [
    "Gemini leaves zeros out",
    gemini,
    { candidates: [{ finishReason: "STOP" }], usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5 } },
    { inputTokens: 10, cacheReadTokens: 0, outputTokens: 5, reasoningTokens: 0 },
  ],
  [
    "Gemini counts what its tools read apart",
    gemini,
    {
      candidates: [{ finishReason: "STOP" }],
      usageMetadata: { promptTokenCount: 10, toolUsePromptTokenCount: 3, candidatesTokenCount: 5 },
    },
    { inputTokens: 13, cacheReadTokens: 0, outputTokens: 5, reasoningTokens: 0 },
  ],
  [
    "a Gemini stream without events is one list",
    gemini,
    [
      { candidates: [{}] },
      { candidates: [{ finishReason: "STOP" }], usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5 } },
    ],
    { inputTokens: 10, cacheReadTokens: 0, outputTokens: 5, reasoningTokens: 0 },
  ],
])("%s", (_what, dialect, answer, usage) => {
  expect(dialect.read(answer)).toMatchObject({ usage, final: true });
  expect(dialect.read(answer).usage).toEqual(usage);
});

test.each<readonly [Dialect, unknown, unknown]>([
  [
    anthropicMessages,
    { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    { type: "overloaded_error", message: "Overloaded" },
  ],
  [
    openaiChat,
    { error: { message: "no quota", type: "insufficient_quota", code: "insufficient_quota" } },
    { type: "insufficient_quota", message: "no quota" },
  ],
  [
    openaiResponses,
    { type: "response.failed", response: { error: { code: "rate_limit_exceeded", message: "slow down" } } },
    { type: "rate_limit_exceeded", message: "slow down" },
  ],
  [
    openaiResponses,
    { type: "error", code: "server_error", message: "oops" },
    { type: "server_error", message: "oops" },
  ],
  [
    gemini,
    { error: { code: 429, message: "quota", status: "RESOURCE_EXHAUSTED" } },
    { type: "RESOURCE_EXHAUSTED", message: "quota" },
  ],
])("an error is told in the provider's words: %#", (dialect, answer, error) => {
  expect(dialect.read(answer).error).toEqual(error);
});

test.each([anthropicMessages, openaiChat, openaiResponses, gemini])(
  "$id: whatever a provider sends, reading it fails nothing and invents nothing",
  (dialect) => {
    for (const odd of [
      undefined,
      null,
      0,
      "",
      [],
      [null],
      { type: "message_start" },
      { type: "message_delta", usage: { output_tokens: "7" } },
      { type: "message", usage: { input_tokens: -1, output_tokens: 1.5 } },
      { type: "response.completed", response: [] },
      { object: "response", usage: { input_tokens: null } },
      { choices: {}, usage: [] },
      { candidates: 7, usageMetadata: { promptTokenCount: "10" } },
      { error: "words" },
    ]) {
      const { usage = {}, error } = dialect.read(odd);
      expect(
        Object.values(usage).filter((value) => value !== undefined),
        JSON.stringify(odd),
      ).toEqual([]);
      expect(error).toBeUndefined();
      expect(dialect.isOutput(odd)).toBe(false);
    }
  },
);
