/** One call of each protocol: 1,200 fresh, 7,000 read, 500 written (where there is such a thing), 340 out of which 128 reasoning. */
export const ANTHROPIC_STREAM = [
  {
    type: "message_start",
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude-sonnet-4-5-20250929",
      content: [],
      usage: { input_tokens: 1200, cache_read_input_tokens: 7000, cache_creation_input_tokens: 500, output_tokens: 1 },
    },
  },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "ping" },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: 'Grüße, the "usage":{ of äöü' } },
  { type: "content_block_stop", index: 0 },
  {
    type: "message_delta",
    delta: { stop_reason: "end_turn" },
    usage: { output_tokens: 340, output_tokens_details: { thinking_tokens: 128 } },
  },
  { type: "message_stop" },
];

export const RESPONSES_STREAM = [
  {
    type: "response.created",
    response: { object: "response", id: "resp_1", model: "gpt-5-2025-08-07", usage: null, error: null },
  },
  { type: "response.output_text.delta", delta: "Hello" },
  {
    type: "response.completed",
    response: {
      object: "response",
      id: "resp_1",
      model: "gpt-5-2025-08-07",
      error: null,
      usage: {
        input_tokens: 8700,
        input_tokens_details: { cached_tokens: 7000, cache_write_tokens: 500 },
        output_tokens: 340,
        output_tokens_details: { reasoning_tokens: 128 },
        total_tokens: 9040,
      },
    },
  },
];

export const CHAT_STREAM = [
  {
    object: "chat.completion.chunk",
    model: "gpt-5-mini",
    choices: [{ index: 0, delta: { role: "assistant", content: "" } }],
    usage: null,
  },
  {
    object: "chat.completion.chunk",
    model: "gpt-5-mini",
    choices: [{ index: 0, delta: { content: "Hello" } }],
    usage: null,
  },
  {
    object: "chat.completion.chunk",
    model: "gpt-5-mini",
    choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
    usage: null,
  },
  {
    object: "chat.completion.chunk",
    model: "gpt-5-mini",
    choices: [],
    usage: {
      prompt_tokens: 8200,
      completion_tokens: 340,
      total_tokens: 8540,
      prompt_tokens_details: { cached_tokens: 7000 },
      completion_tokens_details: { reasoning_tokens: 128 },
    },
  },
  "[DONE]",
];

export const GEMINI_STREAM = [
  {
    candidates: [{ content: { role: "model", parts: [{ text: "Hel" }] } }],
    modelVersion: "gemini-2.5-pro",
    usageMetadata: { promptTokenCount: 8200, cachedContentTokenCount: 7000, totalTokenCount: 8200 },
  },
  {
    candidates: [{ content: { role: "model", parts: [{ text: "lo" }] } }],
    modelVersion: "gemini-2.5-pro",
    usageMetadata: {
      promptTokenCount: 8200,
      cachedContentTokenCount: 7000,
      candidatesTokenCount: 50,
      totalTokenCount: 8250,
    },
  },
  {
    candidates: [{ content: { role: "model", parts: [{ text: "." }] }, finishReason: "STOP" }],
    modelVersion: "gemini-2.5-pro",
    usageMetadata: {
      promptTokenCount: 8200,
      cachedContentTokenCount: 7000,
      candidatesTokenCount: 212,
      thoughtsTokenCount: 128,
      totalTokenCount: 8540,
    },
  },
];
