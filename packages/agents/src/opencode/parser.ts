import type { AgentEnding, AgentReport, AgentRequest, OutputParser, TokenUsage } from "@scylla/contracts";
import { SILENT } from "../silent.ts";
import { type EventHandlers, eventLines } from "../stream/event-lines.ts";
import { tally } from "../stream/tally.ts";
import { mcpToolOf } from "../treatment/mcp-tool.ts";
import { promptTokens, sumUsage, usageOf } from "../usage.ts";
import { errorEvent, type StepFinish, stepFinish, type ToolUse, toolUse } from "./events.ts";

/** Reads `opencode run --format json`. There are no totals: steps are added up, and the last one says how it ended. */
export function parser(request?: AgentRequest): OutputParser {
  const servers = (request?.treatment.resources.mcp ?? []).map((server) => server.name);
  const tools = tally();
  const skills = tally();
  const subagents = tally();
  const mcpTools = tally();
  const denials = tally();
  let ending: AgentEnding | null = null;
  let begun = false;
  let steps = 0;
  let usage: TokenUsage | null = null;
  let costUsd: number | null = 0;
  let longest: number | null = null;
  let lastErrorStatus: number | null = null;
  let untilMs = 0;

  const onStep = ({ part }: StepFinish): void => {
    steps++;
    // After the calls of tools another step is to come.
    ending =
      part.reason === "tool-calls" ? null : { kind: ENDS[part.reason ?? ""] ?? "failed", name: part.reason ?? "" };
    costUsd = costUsd === null || part.cost === null ? null : costUsd + part.cost;
    const one = normalised(part.tokens);
    usage = steps === 1 ? one : usage && one && sumUsage([usage, one]);
    const prompt = one && promptTokens(one);
    longest = prompt === undefined || prompt === null ? null : Math.max(longest ?? 0, prompt);
  };

  const onTool = ({ part: { tool, state } }: ToolUse): void => {
    tools.add(tool);
    if (state.status === "error" && isRefusal(state.error)) denials.add(tool);
    const mcp = mcpToolOf(tool, servers);
    if (mcp) mcpTools.add(mcp);
    const { name, subagent_type: subagent } = state.input;
    if (tool === "skill" && typeof name === "string") skills.add(name);
    if (tool === "task" && typeof subagent === "string") subagents.add(subagent);
  };

  const handlers: EventHandlers = {
    step_start: () => {
      begun = true;
      ending = null;
    },
    step_finish: (object) => {
      const event = stepFinish.safeParse(object).data;
      if (event) onStep(event);
    },
    tool_use: (object) => {
      const event = toolUse.safeParse(object).data;
      if (event) onTool(event);
    },
    error: (object) => {
      const event = errorEvent.safeParse(object).data;
      if (!event) return;
      const { name, data } = event.error;
      // Only errors of a provider carry a status; others are the agent's own, such as an output that grew too long.
      ending = { kind: name === "APIError" || name === "ProviderAuthError" ? "provider" : "failed", name };
      lastErrorStatus = data?.statusCode ?? lastErrorStatus;
      untilMs = deadline(event.timestamp, data?.responseHeaders?.["retry-after"]);
    },
  };

  const lines = eventLines(handlers);

  return {
    push: lines.push,
    end: (): AgentReport => {
      const { unreadLines } = lines.end();
      if (!begun && steps === 0 && !ending) return SILENT;
      const whole = ending !== null;
      const model = request?.treatment.agent.model ?? null;
      return {
        // A step that was cut is in no sum.
        usage: whole ? usage : null,
        // It knows only the prices of its own configuration, and says 0 where it has none.
        costUsd: whole && costUsd !== 0 ? costUsd : null,
        model: null,
        rateLimit: ending?.kind === "provider" && lastErrorStatus === 429 ? { key: "provider", untilMs } : null,
        facts: {
          ending,
          declared: null,
          models: whole && usage && model !== null ? [{ model, ...(usage as TokenUsage) }] : null,
          usageAtLeast: whole ? null : usage,
          longestPromptTokens: longest,
          calls: steps,
          turns: steps,
          denials: denials.counts(),
          retries: 0,
          lastErrorStatus,
          waiting: false,
          uptake: {
            tools: tools.counts(),
            skills: skills.counts(),
            subagents: subagents.counts(),
            mcpTools: mcpTools.counts(),
          },
          unreadLines,
        },
      };
    },
  };
}

/** What it says in place of a result when a call was not permitted, by nobody or by a rule; a tool's own errors stand in the same place. */
const REJECTED = "The user rejected permission to use this specific tool call.";
const FORBIDDEN = "The user has specified a rule which prevents you from using this specific tool call.";

function isRefusal(error: string | undefined): boolean {
  return error === REJECTED || (error ?? "").startsWith(FORBIDDEN);
}

/** 0 where none is named. */
function deadline(timestamp: number | null, retryAfter: string | undefined): number {
  const seconds = Number(retryAfter);
  return timestamp !== null && Number.isInteger(seconds) && seconds > 0 ? timestamp + seconds * 1000 : 0;
}

const ENDS: Readonly<Record<string, AgentEnding["kind"]>> = { stop: "completed", length: "failed" };

/** Its output is without reasoning; its input without caches. */
export function normalised(tokens: StepFinish["part"]["tokens"]): TokenUsage | null {
  if (!tokens) return null;
  const { input, output, reasoning, cache } = tokens;
  return usageOf({
    inputTokens: input,
    outputTokens: output === undefined || reasoning === undefined ? undefined : output + reasoning,
    cacheReadTokens: cache?.read,
    cacheWriteTokens: cache?.write,
    reasoningTokens: reasoning,
  });
}
