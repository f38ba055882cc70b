import { callId, type Dialect, type Said, type ServerEvent } from "./dialect.ts";
import { openaiFailure, openaiInput } from "./openai-usage.ts";
import { list, member } from "./read.ts";

export const openaiResponses: Dialect = {
  read: (path, body) =>
    path.endsWith("/responses")
      ? {
          model: String(member(body, "model")),
          answered: answeredIn(list(body, "input")),
          stream: member(body, "stream") === true,
        }
      : null,
  count: () => null,
  whole: completed,
  events: (said) => [
    named({
      type: "response.created",
      response: { ...response(said), status: "in_progress", output: [], usage: null },
    }),
    ...items(said).flatMap(itemEvents),
    named({ type: "response.completed", response: completed(said) }),
  ],
  failure: openaiFailure,
};

/** A turn is what stands between two things that the model was told. */
function answeredIn(input: readonly unknown[]): number {
  const isTold = (item: unknown): boolean =>
    String(member(item, "type")).endsWith("_output") ||
    (member(item, "role") !== undefined && member(item, "role") !== "assistant");
  return input.filter((item, index) => !isTold(item) && (index === 0 || isTold(input[index - 1]))).length;
}

function response({ id, model }: Said): object {
  return { id: `resp_${id}`, object: "response", created_at: 1_767_225_600, model, error: null };
}

function completed(said: Said): object {
  const { usage } = said.answer;
  const input = openaiInput(usage);
  return {
    ...response(said),
    status: "completed",
    output: items(said),
    usage: {
      input_tokens: input,
      input_tokens_details: {
        cached_tokens: usage.cacheReadTokens ?? 0,
        ...(usage.cacheWriteTokens !== undefined && { cache_write_tokens: usage.cacheWriteTokens }),
      },
      output_tokens: usage.outputTokens,
      output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
      total_tokens: input + (usage.outputTokens ?? 0),
    },
  };
}

type Item = { readonly type: string; readonly id: string; readonly [member: string]: unknown };

function items(said: Said): readonly Item[] {
  const { text, calls = [] } = said.answer;
  const status = "completed";
  return [
    ...(text === undefined
      ? []
      : [
          {
            ...{ type: "message", id: `item_${said.id}`, role: "assistant", status },
            content: [{ type: "output_text", text, annotations: [] }],
          },
        ]),
    ...calls.map((call, index) => ({
      ...{ type: "function_call", id: `item_${said.id}_${index}`, call_id: callId(said, index), status },
      ...functionOf(call.name),
      arguments: JSON.stringify(call.arguments),
    })),
  ];
}

/** A tool of a server is called by its own name, in the name space of the server: `space::tool`. */
function functionOf(name: string): { readonly name: string; readonly namespace?: string } {
  const [space, tool] = name.split("::");
  return space !== undefined && tool !== undefined ? { namespace: space, name: tool } : { name };
}

function itemEvents(item: Item, output_index: number): readonly ServerEvent[] {
  return [
    named({ type: "response.output_item.added", output_index, item: { ...item, status: "in_progress" } }),
    named({ type: "response.output_item.done", output_index, item }),
  ];
}

function named(data: { readonly type: string; readonly [member: string]: unknown }): ServerEvent {
  return { event: data.type, data };
}
