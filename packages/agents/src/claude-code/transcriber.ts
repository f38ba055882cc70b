import type { AgentRequest, Transcriber } from "@scylla/contracts";
import { z } from "zod";
import type { ToolCall } from "../atif/draft.ts";
import { transcribe } from "../atif/transcribe.ts";
import { usageOf } from "../usage.ts";
import { type AssistantEvent, assistantEvent, toolUse, userEvent } from "./events.ts";
import { parser } from "./parser.ts";

const textBlock = z.looseObject({ type: z.literal("text"), text: z.string() });
const thinkingBlock = z.looseObject({ type: z.literal("thinking"), thinking: z.string() });
const resultBlock = z.looseObject({ type: z.literal("tool_result"), tool_use_id: z.string(), content: z.unknown() });

/** Each message of a model is a step, tool results stand in the step that called, sub-agents are trajectories of their own. */
export function transcriber(request: AgentRequest): Transcriber {
  return transcribe({
    request,
    parser: parser(),
    read: (object, main, within) => {
      const answer = assistantEvent.safeParse(object).data;
      const parent = answer?.parent_tool_use_id ?? null;
      if (answer) (parent === null ? main : within(parent)).act(stepOf(answer));
      const said = userEvent.safeParse(object).data;
      if (!said) return;
      const draft = said.parent_tool_use_id === null ? main : within(said.parent_tool_use_id);
      const { content } = said.message;
      if (typeof content === "string") return draft.say("user", content, said.timestamp);
      for (const block of content) {
        const result = resultBlock.safeParse(block).data;
        if (result) draft.observe(result.tool_use_id, textOf(result.content));
        const text = textBlock.safeParse(block).data;
        if (text) draft.say("user", text.text, said.timestamp);
      }
    },
  });
}

function stepOf({ message, timestamp }: AssistantEvent) {
  const { id, model, content, usage } = message;
  return {
    id,
    message: content.flatMap((block) => textBlock.safeParse(block).data?.text ?? []).join("\n"),
    reasoning: content.flatMap((block) => thinkingBlock.safeParse(block).data?.thinking ?? []).join("\n"),
    calls: content.flatMap((block): readonly ToolCall[] => {
      const call = toolUse.safeParse(block).data;
      return call ? [{ id: call.id, name: call.name, arguments: call.input }] : [];
    }),
    // Its output tokens are a placeholder.
    ...(usage && {
      usage: usageOf({
        inputTokens: usage.input_tokens,
        cacheReadTokens: usage.cache_read_input_tokens,
        cacheWriteTokens: usage.cache_creation_input_tokens,
      }),
    }),
    ...(model !== null && { model }),
    timestamp,
  };
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((block) => textBlock.safeParse(block).data?.text ?? "[not text]").join("\n");
}
