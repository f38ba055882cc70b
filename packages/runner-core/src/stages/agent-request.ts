import { type AgentRequest, type ModelEndpoint, sha256 } from "@scylla/contracts";
import type { ClaimedRun } from "../claimed-run.ts";
import type { StageContext } from "./stage-context.ts";

/** What an agent is asked for: the same for every attempt of a run, and whoever asks. */
export function requestOf({ run, treatment, seed }: StageContext, endpoint?: ModelEndpoint): AgentRequest {
  const { agent, task, cell } = run.subject;
  const { limits } = cell.conditions;
  return { agent, treatment, prompt: task.prompt, limits, seed: runSeed(seed, run), ...(endpoint && { endpoint }) };
}

/** The same for every attempt of a run, so that a repeated purchase meets the same draw. */
function runSeed(seed: number, run: ClaimedRun): number {
  const { cell, n } = run.subject;
  return Number.parseInt(sha256(`${seed}/run/${cell.digest}/${n}`).slice(0, 8), 16);
}
