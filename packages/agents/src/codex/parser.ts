import type { AgentEnding, AgentReport, AgentRequest, OutputParser, TokenUsage } from "@scylla/contracts";
import { SILENT } from "../silent.ts";
import { byteLines } from "../stream/byte-lines.ts";
import { type EventHandlers, eventLines } from "../stream/event-lines.ts";
import { tally } from "../stream/tally.ts";
import { sumUsage, usageOf, without } from "../usage.ts";
import { errorEvent, isReconnecting, itemEvent, statusIn, turnCompleted, turnFailed } from "./events.ts";
import { refusedTool } from "./refused-tool.ts";

/** Items that are no tool: what the model says, and warnings of the CLI. */
const NO_TOOLS = new Set(["agent_message", "reasoning", "error", "todo_list"]);

/** Reads `codex exec --json`. It names neither version, model nor cost; the usage of a turn is that of all its calls. */
export function parser(request?: AgentRequest): OutputParser {
  const tools = tally();
  const mcpTools = tally();
  const denials = tally();
  const usages: TokenUsage[] = [];
  let ending: AgentEnding | null = null;
  let begun = false;
  let turns = 0;
  let retries = 0;
  let lastErrorStatus: number | null = null;
  let waiting = false;

  const onError = (message: string): void => {
    lastErrorStatus = statusIn(message) ?? lastErrorStatus;
    if (!isReconnecting(message)) return;
    retries++;
    waiting = true;
  };

  const onItem = (object: object): void => {
    const event = itemEvent.safeParse(object).data;
    if (!event) return;
    waiting = false;
    const { type, server, tool } = event.item;
    // Not every item is announced before it is completed; every one that ends, ends once.
    if (event.type !== "item.completed" || NO_TOOLS.has(type)) return;
    tools.add(type);
    if (type === "mcp_tool_call" && server !== undefined && tool !== undefined) mcpTools.add(`${server}/${tool}`);
  };

  const handlers: EventHandlers = {
    "thread.started": () => {
      begun = true;
    },
    "turn.started": () => {
      turns++;
    },
    "item.started": onItem,
    "item.completed": onItem,
    error: (object) => {
      const event = errorEvent.safeParse(object).data;
      if (event) onError(event.message);
    },
    "turn.completed": (object) => {
      const event = turnCompleted.safeParse(object).data;
      if (!event) return;
      waiting = false;
      ending = { kind: "completed", name: "turn.completed" };
      if (event.usage) usages.push(normalised(event.usage));
    },
    "turn.failed": (object) => {
      const event = turnFailed.safeParse(object).data;
      if (!event) return;
      waiting = false;
      // It fails for want of an answer; a task that the model can't do ends as a completed turn.
      ending = { kind: "provider", name: "turn.failed" };
      lastErrorStatus = statusIn(event.error.message) ?? lastErrorStatus;
    },
  };

  const lines = eventLines(handlers);
  const errors = byteLines((line) => {
    const tool = line === null ? null : refusedTool(line);
    if (tool !== null) denials.add(tool);
  });

  return {
    push: lines.push,
    pushErrors: errors.push,
    end: (): AgentReport => {
      errors.end();
      const { unreadLines } = lines.end();
      if (!begun && !ending) return SILENT;
      const usage = sumUsage(usages);
      const model = request?.treatment.agent.model ?? null;
      const limited = waiting || ending?.kind === "provider";
      return {
        usage,
        costUsd: null,
        model: null,
        rateLimit: limited && lastErrorStatus === 429 ? { key: "openai", untilMs: 0 } : null,
        facts: {
          ending,
          declared: null,
          models: usage && model !== null ? [{ model, ...usage }] : null,
          usageAtLeast: null,
          longestPromptTokens: null,
          calls: null,
          turns,
          denials: denials.counts(),
          retries,
          lastErrorStatus,
          waiting,
          uptake: { tools: tools.counts(), skills: {}, subagents: {}, mcpTools: mcpTools.counts() },
          unreadLines,
        },
      };
    },
  };
}

type Said = NonNullable<ReturnType<typeof turnCompleted.parse>["usage"]>;

/** Its input includes what came from a cache or went into one. */
function normalised(said: Said): TokenUsage {
  return usageOf({
    inputTokens: without(said.input_tokens, said.cached_input_tokens, said.cache_write_input_tokens),
    outputTokens: said.output_tokens,
    cacheReadTokens: said.cached_input_tokens,
    cacheWriteTokens: said.cache_write_input_tokens,
    reasoningTokens: said.reasoning_output_tokens,
  });
}
