import { join } from "node:path";
import type { UpstreamRun, UpstreamTokens } from "../model.ts";
import type { ReportProblem } from "../read/problems.ts";
import { readJson } from "../read/read-json.ts";
import { readAgentUsage } from "./read-agent.ts";
import { type JudgeModels, readJudges } from "./read-judges.ts";
import { runResultSchema } from "./schemas.ts";

export interface RunDirectory {
  readonly path: string;
  readonly name: string;
  readonly key: Pick<UpstreamRun, "experiment" | "agentModel" | "tier" | "subtest" | "run">;
  /** Of the experiment's settings, in order. */
  readonly judgeModels: readonly string[];
}

/** @returns null where its result can't be read, which was reported. */
export async function readRun(
  { path, name, key, judgeModels }: RunDirectory,
  report: ReportProblem,
): Promise<UpstreamRun | null> {
  const file = { path: join(path, "run_result.json"), name: join(name, "run_result.json"), schema: runResultSchema };
  const result = await readJson(file, report);
  if (result === null) return null;
  const models: JudgeModels = new Map([
    ...judgeModels.map((model, i) => [i + 1, model] as const),
    ...result.judges.flatMap(({ judge_number: number, model }) =>
      number === null || model === null ? [] : [[number, model] as const],
    ),
  ]);
  const usage = await readAgentUsage(join(path, "agent"), join(name, "agent"), report);
  const judges = await readJudges({ path: join(path, "judge"), name: join(name, "judge"), models }, report);
  const { agent_duration_seconds: agentSeconds, judge_duration_seconds: judgeSeconds } = result;
  const parts = agentSeconds === null || judgeSeconds === null ? null : agentSeconds + judgeSeconds;
  return {
    ...key,
    exitCode: result.exit_code,
    costUsd: result.cost_usd,
    agentCostUsd: usage.costUsd,
    agentSeconds,
    judgeSeconds,
    durationSeconds: parts ?? result.duration_seconds,
    tokens: tokensOf(result.token_stats ?? null),
    allModelsTokens: usage.tokens,
    published: {
      score: result.judge_score,
      passed: result.judge_passed,
      grade: result.judge_grade,
      implRate: null,
    },
    judges,
  };
}

interface TokenStats {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_creation_tokens: number;
  readonly cache_read_tokens: number;
}

function tokensOf(stats: TokenStats | null): UpstreamTokens | null {
  return (
    stats && {
      input: stats.input_tokens,
      output: stats.output_tokens,
      cacheCreation: stats.cache_creation_tokens,
      cacheRead: stats.cache_read_tokens,
    }
  );
}
