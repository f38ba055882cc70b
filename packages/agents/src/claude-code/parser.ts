import type { AgentReport, DeclaredTreatment, OutputParser, TokenUsage } from "@scylla/contracts";
import { SILENT } from "../silent.ts";
import { type EventHandlers, eventLines } from "../stream/event-lines.ts";
import { totalUsage } from "../usage.ts";
import { costOf, endingOf, modelsOf } from "./closing.ts";
import {
  type AssistantEvent,
  assistantEvent,
  type InitEvent,
  initEvent,
  type ResultEvent,
  rateLimitEvent,
  resultEvent,
  retryEvent,
} from "./events.ts";
import { messageCounter } from "./message-counter.ts";
import { toolUptake } from "./tool-uptake.ts";

/** Of a provider that names no deadline. */
const NO_DEADLINE = 0;

/** Reads stream-json, or the one object of `--output-format json`, in bounded memory. The last closing event counts. */
export function parser(): OutputParser {
  const uptake = toolUptake();
  const messages = messageCounter();
  let init: InitEvent | null = null;
  let result: ResultEvent | null = null;
  let servedBy: string | null = null;
  let retries = 0;
  let lastErrorStatus: number | null = null;
  let waiting = false;
  let allowance: { key: string; untilMs: number } | null = null;

  const onAssistant = (event: AssistantEvent): void => {
    waiting = false;
    lastErrorStatus = event.api_error_status ?? lastErrorStatus;
    // The CLI words its own messages as if a model had answered.
    if (event.message.model === "<synthetic>") return;
    if (event.parent_tool_use_id === null) servedBy = event.message.model ?? servedBy;
    messages.add(event);
    uptake.add(event);
  };

  const handlers: EventHandlers = {
    system: (object) => {
      init = initEvent.safeParse(object).data ?? init;
      const retry = retryEvent.safeParse(object).data;
      if (!retry) return;
      retries++;
      waiting = true;
      lastErrorStatus = retry.error_status ?? lastErrorStatus;
    },
    rate_limit_event: (object) => {
      const limit = rateLimitEvent.safeParse(object).data?.rate_limit_info;
      if (limit?.status !== "rejected") return;
      const untilMs = limit.resetsAt === null ? NO_DEADLINE : Math.round(limit.resetsAt * 1000);
      allowance = { key: limit.rateLimitType ?? "anthropic", untilMs };
    },
    assistant: (object) => {
      const event = assistantEvent.safeParse(object).data;
      if (event) onAssistant(event);
    },
    result: (object) => {
      result = resultEvent.safeParse(object).data ?? result;
      waiting = false;
    },
  };

  const lines = eventLines(handlers);

  return {
    push: lines.push,
    end: (): AgentReport => {
      const { unreadLines } = lines.end();
      const counted = messages.counts();
      if (!init && !result && counted.calls === 0 && retries === 0) return SILENT;
      const ending = result && endingOf(result);
      lastErrorStatus = result?.api_error_status ?? lastErrorStatus;
      const models = result && modelsOf(result);
      const limited = ending?.kind === "provider" || waiting;
      return {
        usage: totalUsage(models),
        costUsd: result && costOf(result),
        model: servedBy ?? onlyModel(models) ?? init?.model ?? null,
        rateLimit:
          limited && lastErrorStatus === 429 ? (allowance ?? { key: "anthropic", untilMs: NO_DEADLINE }) : null,
        facts: {
          ending,
          declared: init && declaredBy(init),
          models,
          usageAtLeast: models ? null : (counted.usage satisfies TokenUsage | null),
          longestPromptTokens: counted.longestPrompt,
          calls: init ? counted.calls : null,
          turns: result?.num_turns ?? null,
          denials: uptake.denials(result?.permission_denials.map((denial) => denial.tool_name) ?? []),
          retries,
          lastErrorStatus,
          waiting,
          uptake: uptake.counts(),
          unreadLines,
        },
      };
    },
  };
}

function onlyModel(models: readonly { readonly model: string }[] | null): string | null {
  return models?.length === 1 ? (models[0]?.model ?? null) : null;
}

function declaredBy(init: InitEvent): DeclaredTreatment {
  return {
    version: init.claude_code_version,
    model: init.model,
    tools: init.tools,
    mcpServers: init.mcp_servers?.map(({ name, status }) => ({ name, status })) ?? null,
    skills: init.skills,
    subagents: init.agents,
  };
}
