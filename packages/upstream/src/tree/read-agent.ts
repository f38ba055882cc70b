import { join } from "node:path";
import { parsePythonJson } from "../read/parse-json.ts";
import type { ReportProblem } from "../read/problems.ts";
import { readJson } from "../read/read-json.ts";
import { agentResultSchema, usageSchema } from "./schemas.ts";

export interface AgentUsage {
  readonly costUsd: number | null;
  /** Of all models together. */
  readonly tokens: number | null;
}

const UNKNOWN: AgentUsage = { costUsd: null, tokens: null };

/** What the agent's command line wrote of its own usage: the last line of its output that is JSON. */
export async function readAgentUsage(path: string, name: string, report: ReportProblem): Promise<AgentUsage> {
  const file = { path: join(path, "result.json"), name: join(name, "result.json"), schema: agentResultSchema };
  const result = await readJson({ ...file, optional: true }, report);
  const line = result?.stdout.split("\n").findLast((one) => one.startsWith("{"));
  if (line === undefined) return UNKNOWN;
  const usage = usageSchema.safeParse(jsonOf(line)).data;
  const models = Object.values(usage?.modelUsage ?? {});
  const tokens = models.reduce(
    (total, of) => total + of.inputTokens + of.outputTokens + of.cacheReadInputTokens + of.cacheCreationInputTokens,
    0,
  );
  return { costUsd: usage?.total_cost_usd ?? null, tokens: models.length > 0 ? tokens : null };
}

/** An agent may print what it likes. */
function jsonOf(line: string): unknown {
  try {
    return parsePythonJson(line);
  } catch {
    return undefined;
  }
}
