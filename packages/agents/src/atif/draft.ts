import type { TokenUsage, TrajectoryStep } from "@scylla/contracts";
import { metricsOf } from "./metrics.ts";

interface AgentStep {
  /** Of the model's answer: parts that come with the same id are one step. */
  readonly id: string | null;
  readonly message?: string | undefined;
  /** A part of a message that goes on where the last one ended. */
  readonly piece?: string | undefined;
  readonly reasoning?: string | undefined;
  readonly calls?: readonly ToolCall[];
  readonly usage?: TokenUsage | undefined;
  readonly costUsd?: number | undefined;
  readonly model?: string | undefined;
  readonly timestamp?: string | null | undefined;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Steps of one trajectory while they are collected. */
export interface Draft {
  say(source: "user" | "system", message: string, timestamp?: string | null): void;
  act(step: AgentStep): void;
  /** What a tool gave back; it belongs to the step that called it. */
  observe(call: string, content: string): void;
  /** That a sub-agent did the work of a call. */
  delegate(call: string, trajectory: string): void;
  steps(): readonly TrajectoryStep[];
}

type Mutable = { -readonly [K in keyof TrajectoryStep]: TrajectoryStep[K] };
type Result = NonNullable<TrajectoryStep["observation"]>["results"][number];

export function draft(): Draft {
  const steps: Mutable[] = [];
  const callers = new Map<string, Mutable>();
  let open: { readonly id: string; readonly step: Mutable } | null = null;

  const next = (source: TrajectoryStep["source"], message: string, timestamp: string | null | undefined): Mutable => {
    const step: Mutable = { step_id: steps.length + 1, source, message, ...(isTime(timestamp) && { timestamp }) };
    steps.push(step);
    return step;
  };
  const resultOf = (call: string): Result | null => {
    const step = callers.get(call) ?? steps.findLast((one) => one.source === "agent");
    if (!step) return null;
    step.observation ??= { results: [] };
    const known = callers.has(call);
    const before = known ? step.observation.results.find((one) => one.source_call_id === call) : undefined;
    if (before) return before;
    const result: Result = known ? { source_call_id: call } : {};
    step.observation.results.push(result);
    return result;
  };

  return {
    say: (source, message, timestamp) => {
      open = null;
      next(source, message, timestamp);
    },
    act: ({ id, message = "", piece = "", reasoning, calls = [], usage, costUsd, model, timestamp }) => {
      const step = open !== null && open.id === id ? open.step : next("agent", "", timestamp);
      open = id === null ? null : { id, step };
      if (message !== "") step.message = joined(step.message as string, message);
      if (piece !== "") step.message = `${step.message as string}${piece}`;
      if (reasoning) step.reasoning_content = joined(step.reasoning_content ?? "", reasoning);
      if (model !== undefined) step.model_name = model;
      const metrics = metricsOf(usage, costUsd);
      if (metrics) step.metrics = metrics;
      for (const { id: tool_call_id, name: function_name, arguments: given } of calls) {
        if (callers.has(tool_call_id)) continue;
        step.tool_calls = [...(step.tool_calls ?? []), { tool_call_id, function_name, arguments: given }];
        callers.set(tool_call_id, step);
      }
    },
    observe: (call, content) => {
      const result = resultOf(call);
      if (result) result.content = content;
    },
    delegate: (call, trajectory_id) => {
      const result = resultOf(call);
      if (result) result.subagent_trajectory_ref = [{ trajectory_id }];
    },
    steps: () => steps,
  };
}

function joined(before: string, more: string): string {
  return before === "" ? more : `${before}\n${more}`;
}

function isTime(text: string | null | undefined): text is string {
  return typeof text === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text);
}
