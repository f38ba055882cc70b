import { type AttemptEnd, type Fact, nanoFromUsd, type Verdict } from "@scylla/contracts";
import type { CorrectedRun, UpstreamRun } from "@scylla/upstream";
import { NOT_PUBLISHED } from "./upstream-plan.ts";

/** How an imported attempt ended, as far as was published. */
export function endOf(run: UpstreamRun): AttemptEnd {
  const { exitCode, costUsd, tokens, agentSeconds, durationSeconds } = run;
  const cost = costUsd === null || costUsd < 0 ? null : nanoFromUsd(costUsd);
  return {
    outcome: exitCode === null || exitCode === 0 ? "ok" : "agent_error",
    reason: notPublished(run),
    exitCode,
    signal: null,
    durationMs: Math.max(0, Math.round((agentSeconds ?? durationSeconds ?? 0) * 1000)),
    usage: tokens && {
      inputTokens: tokens.input,
      outputTokens: tokens.output,
      cacheReadTokens: tokens.cacheRead,
      cacheWriteTokens: tokens.cacheCreation,
    },
    cost,
    costSource: cost === null ? "unknown" : "reported",
    isolation: NOT_PUBLISHED,
    outputTruncated: false,
  };
}

function notPublished({ exitCode, agentSeconds, durationSeconds }: UpstreamRun): string {
  const missing = [
    ...(exitCode === null ? ["exit code"] : []),
    ...(agentSeconds === null ? [durationSeconds === null ? "duration" : "duration without judges"] : []),
  ];
  return missing.length === 0 ? "imported" : `imported; not published: ${missing.join(", ")}`;
}

/** A store keeps no capture without sizes; what there was to capture was not published. */
export const CAPTURE: Fact = {
  kind: "captured",
  capture: {
    tree: NOT_PUBLISHED,
    baseTree: NOT_PUBLISHED,
    filesChanged: 0,
    linesAdded: 0,
    linesDeleted: 0,
    deliveredChanged: 0,
    ignoredChanged: 0,
    omitted: 0,
  },
};

/** Null for a run that no valid judge saw: it is missing. */
export function verdictOf({ score, passed, grade }: CorrectedRun): Verdict | null {
  return score === null && passed === null ? null : { passed, score, grade, basis: "judges" };
}
