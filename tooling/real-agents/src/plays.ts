import type { TokenUsage } from "@scylla/contracts";
import type { Answer, Play, ToolCall } from "@scylla-tooling/llm-server";
import type { RealCli } from "./clis/real-cli.ts";
import { SKILL_MARK } from "./experiment-files.ts";

/** Usage of the n-th call: no two are alike, so that one too many or too few shows. */
export function usageOf(cli: RealCli, n: number): TokenUsage {
  return cli.usage({
    inputTokens: 1200 + n,
    cacheReadTokens: 7000 + 10 * n,
    cacheWriteTokens: 500 + 100 * n,
    outputTokens: 340 + 1000 * n,
    reasoningTokens: 128 + n,
  });
}

export interface ScriptedRun {
  readonly turns: readonly [Answer, ...Answer[]];
  /** What the calls of a run use, in order. */
  readonly usages: readonly TokenUsage[];
}

/** Turns with these calls, and then a last word. */
export function scriptedRun(cli: RealCli, ...calls: readonly ToolCall[]): ScriptedRun {
  const usages = Array.from({ length: calls.length + 1 }, (_, n) => usageOf(cli, n));
  const [first, ...rest] = usages.map((usage, n): Answer => {
    const call = calls[n];
    return call ? { kind: "answer", calls: [call], usage } : { kind: "answer", text: "DONE", usage };
  });
  if (!first) throw new Error("there is always a last word");
  return { turns: [first, ...rest], usages };
}

/** Stands before each variable of the agent's own environment in what a tool says. */
export const OF_THE_AGENT = "of the agent: ";

/** Does the task, and shows and keeps all that a child of the agent can see of its environment. */
const LOOK_AND_GREET = `echo hello > hello.txt; { env; tr '\\0' '\\n' < /proc/$PPID/environ | sed 's/^/${OF_THE_AGENT}/'; } | tee env.txt`;

export function plainRun(cli: RealCli): ScriptedRun {
  return scriptedRun(cli, cli.shell(LOOK_AND_GREET));
}

/** Uses everything that the full set-up gives. */
export function fullRun(cli: RealCli): ScriptedRun {
  return scriptedRun(cli, cli.skill("greet"), cli.mcp("echo", "say", { text: "hi" }), cli.shell(LOOK_AND_GREET));
}

/** What the model says in conversations of the full set-up. */
export function inFull(turns: Play["turns"]): Play {
  return { when: SKILL_MARK, turns };
}
