import type { AgentEnding, AgentReport, AgentRequest, ModelUsage, OutputParser } from "@scylla/contracts";
import { SILENT } from "../silent.ts";
import { type EventHandlers, eventLines } from "../stream/event-lines.ts";
import { tally } from "../stream/tally.ts";
import { mcpToolOf } from "../treatment/mcp-tool.ts";
import { totalUsage, usageOf, without } from "../usage.ts";
import { initEvent, type ResultEvent, resultEvent, toolResult, toolUse } from "./events.ts";

/** Calls that are waited for at once: an agent may make up as many as it likes. */
const CALL_LIMIT = 1000;

/** Reads stream-json. It names no cost, and of an error no status: that is the exit code's to tell. */
export function parser(request?: AgentRequest): OutputParser {
  const servers = (request?.treatment.resources.mcp ?? []).map((server) => server.name);
  const tools = tally();
  const skills = tally();
  const mcpTools = tally();
  const denials = tally();
  /** Names of tools by calls that have no result yet. */
  const open = new Map<string, string>();
  let model: string | null = null;
  let begun = false;
  let result: ResultEvent | null = null;

  const handlers: EventHandlers = {
    init: (object) => {
      begun = true;
      model = initEvent.safeParse(object).data?.model ?? model;
    },
    tool_use: (object) => {
      const call = toolUse.safeParse(object).data;
      if (!call) return;
      tools.add(call.tool_name);
      if (open.size < CALL_LIMIT) open.set(call.tool_id, call.tool_name);
      const mcp = mcpToolOf(call.tool_name, servers);
      if (mcp) mcpTools.add(mcp);
      const { name } = call.parameters;
      if (call.tool_name === "activate_skill" && typeof name === "string") skills.add(name);
    },
    tool_result: (object) => {
      const result = toolResult.safeParse(object).data;
      if (!result) return;
      const tool = open.get(result.tool_id);
      open.delete(result.tool_id);
      if (result.error?.type === "policy_violation") denials.add(tool ?? "");
    },
    result: (object) => {
      result = resultEvent.safeParse(object).data ?? result;
    },
  };

  const lines = eventLines(handlers);

  return {
    push: lines.push,
    end: (): AgentReport => {
      const { unreadLines } = lines.end();
      if (!begun && !result) return SILENT;
      const models = result && modelsOf(result);
      return {
        usage: totalUsage(models),
        costUsd: null,
        model: models?.length === 1 ? (models[0]?.model ?? null) : null,
        rateLimit: null,
        facts: {
          ending: result && endingOf(result),
          // The model that it was asked for, before any call.
          declared: { version: null, model, tools: null, mcpServers: null, skills: null, subagents: null },
          models,
          usageAtLeast: null,
          longestPromptTokens: null,
          calls: null,
          turns: null,
          denials: denials.counts(),
          retries: 0,
          lastErrorStatus: null,
          waiting: false,
          uptake: { tools: tools.counts(), skills: skills.counts(), subagents: {}, mcpTools: mcpTools.counts() },
          unreadLines,
        },
      };
    },
  };
}

function endingOf({ status, error }: ResultEvent): AgentEnding {
  if (status === "success") return { kind: "completed", name: status };
  const name = error?.type ?? status ?? "result";
  if (name === "FatalTurnLimitedError") return { kind: "limit", name };
  // Errors of the CLI's own have a name; what the provider refused has none.
  return { kind: name === "unknown" ? "provider" : "failed", name };
}

/** A model that was never answered is listed with zeros. */
function modelsOf({ stats }: ResultEvent): readonly ModelUsage[] | null {
  if (!stats?.models) return null;
  return Object.entries(stats.models).flatMap(([model, said]) => {
    if (said.total_tokens === 0) return [];
    const reasoning = without(said.total_tokens, said.input_tokens, said.output_tokens);
    return [
      {
        model,
        ...usageOf({
          inputTokens: said.input,
          // Its output is without reasoning, which only the total holds.
          outputTokens: without(said.total_tokens, said.input_tokens),
          cacheReadTokens: said.cached,
          reasoningTokens: reasoning,
        }),
      },
    ];
  });
}
