import { callId, type Dialect, type Said, type ServerEvent } from "./dialect.ts";
import { openaiFailure, openaiInput } from "./openai-usage.ts";
import { countWith, list, member } from "./read.ts";

export const openaiChat: Dialect = {
  read: (path, body) =>
    path.endsWith("/chat/completions")
      ? {
          model: String(member(body, "model")),
          answered: countWith(list(body, "messages"), "role", "assistant"),
          stream: member(body, "stream") === true,
        }
      : null,
  count: () => null,
  whole: (said) => ({
    ...{ id: said.id, object: "chat.completion", created: 1_767_225_600, model: said.model },
    choices: [{ index: 0, message: { role: "assistant", ...content(said) }, finish_reason: finishReason(said) }],
    usage: usageOf(said),
  }),
  events: (said) => [
    chunk(said, [{ index: 0, delta: { role: "assistant", ...content(said) }, finish_reason: null }]),
    chunk(said, [{ index: 0, delta: {}, finish_reason: finishReason(said) }]),
    chunk(said, [], usageOf(said)),
    { data: "[DONE]" },
  ],
  failure: openaiFailure,
};

function finishReason({ answer }: Said): string {
  return answer.calls?.length ? "tool_calls" : "stop";
}

function content(said: Said): object {
  const { text, calls = [] } = said.answer;
  return {
    content: text ?? null,
    ...(calls.length > 0 && {
      tool_calls: calls.map((call, index) => ({
        ...{ index, id: callId(said, index), type: "function" },
        function: { name: call.name, arguments: JSON.stringify(call.arguments) },
      })),
    }),
  };
}

function usageOf({ answer: { usage } }: Said): object {
  const prompt = openaiInput(usage);
  return {
    prompt_tokens: prompt,
    completion_tokens: usage.outputTokens,
    total_tokens: prompt + (usage.outputTokens ?? 0),
    prompt_tokens_details: { cached_tokens: usage.cacheReadTokens ?? 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
  };
}

function chunk({ id, model }: Said, choices: readonly object[], usage: object | null = null): ServerEvent {
  return { data: { id, object: "chat.completion.chunk", created: 1_767_225_600, model, choices, usage } };
}
