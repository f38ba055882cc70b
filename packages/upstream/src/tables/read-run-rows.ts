import type { UpstreamJudge, UpstreamRun, UpstreamTokens } from "../model.ts";
import type { KeyedRow } from "./rows.ts";

export const RUN_COLUMNS = ["score", "passed", "cost_usd"];

export function runOf({ key, cells }: KeyedRow, judges: readonly UpstreamJudge[]): UpstreamRun {
  return {
    ...key,
    exitCode: cells.number("exit_code"),
    costUsd: cells.number("cost_usd"),
    agentCostUsd: null,
    agentSeconds: cells.number("agent_duration_seconds"),
    judgeSeconds: cells.number("judge_duration_seconds"),
    durationSeconds: cells.number("duration_seconds"),
    tokens: tokensOf(cells),
    allModelsTokens: null,
    published: {
      score: cells.number("score"),
      passed: cells.flag("passed"),
      grade: cells.text("grade"),
      implRate: cells.number("impl_rate"),
    },
    judges,
  };
}

function tokensOf({ number }: KeyedRow["cells"]): UpstreamTokens | null {
  const [input, output] = [number("input_tokens"), number("output_tokens")];
  const [cacheCreation, cacheRead] = [number("cache_creation_tokens"), number("cache_read_tokens")];
  if (input === null || output === null || cacheCreation === null || cacheRead === null) return null;
  return { input, output, cacheCreation, cacheRead };
}
