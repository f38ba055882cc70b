import type { RunRequest } from "@scylla/runner-core";

/** A request with everything that it leaves out: the stored plan, all of it. */
export function runRequest(request: Partial<RunRequest>): RunRequest {
  return {
    experiment: request.experiment ?? null,
    tiers: request.tiers ?? null,
    repeats: request.repeats ?? null,
    maxSubtests: request.maxSubtests ?? null,
    range: request.range ?? {},
  };
}
