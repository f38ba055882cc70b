import type { AgentRequest, OutputParser, Trajectory, Transcriber } from "@scylla/contracts";
import { jsonLines } from "../stream/json-lines.ts";
import { type Draft, draft } from "./draft.ts";
import { finalMetrics } from "./metrics.ts";

export interface TranscriberParts {
  readonly request: AgentRequest;
  readonly parser: OutputParser;
  /** Adds what one event holds. `within` gives the draft of the sub-agent that works on a call. */
  read(event: object, main: Draft, within: (call: string) => Draft): void;
}

/** The part of a transcriber that is alike for every CLI: the prompt first, sub-agents embedded, totals from the parser. */
export function transcribe({ request, parser, read }: TranscriberParts): Transcriber {
  const main = draft();
  const subagents = new Map<string, Draft>();
  const { systemPrompt } = request.treatment.resources;
  if (systemPrompt.kind === "replace" || systemPrompt.kind === "append") main.say("system", systemPrompt.text);
  main.say("user", request.prompt);
  const before = main.steps().length;
  const within = (call: string): Draft => {
    const known = subagents.get(call);
    if (known) return known;
    const made = draft();
    subagents.set(call, made);
    return made;
  };
  const lines = jsonLines((event) => read(event, main, within));

  return {
    push: (chunk) => {
      lines.push(chunk);
      parser.push(chunk);
    },
    end: (): Trajectory | null => {
      lines.end();
      const report = parser.end();
      const embedded = [...subagents].filter(([, one]) => one.steps().length > 0);
      for (const [call] of embedded) main.delegate(call, call);
      const steps = [...main.steps()];
      if (steps.length === before) return null;
      const agent = agentOf(request, report.facts?.declared?.version ?? null, report.model);
      return {
        schema_version: "ATIF-v1.7",
        agent,
        steps,
        final_metrics: finalMetrics(report, steps.length),
        ...(embedded.length > 0 && {
          subagent_trajectories: embedded.map(([trajectory_id, one]) => ({
            schema_version: "ATIF-v1.7" as const,
            trajectory_id,
            agent,
            steps: [...one.steps()],
          })),
        }),
      };
    },
  };
}

function agentOf({ agent, treatment }: AgentRequest, version: string | null, model: string | null) {
  const name = model ?? treatment.agent.model;
  return {
    name: agent.kind,
    version: version ?? agent.version ?? "unknown",
    ...(name !== null && { model_name: name }),
  };
}
