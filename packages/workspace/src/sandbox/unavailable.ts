import { ScyllaError } from "@scylla/contracts";

/** Why a sandbox can't be used here, and what to do about it. */
export interface Obstacle {
  readonly reason: string;
  /** Null where nothing can be done. */
  readonly advice: string | null;
  /** Its program is not there at all. */
  readonly isMissing?: true;
}

export function unavailable(kind: string, { reason, advice }: Obstacle): ScyllaError {
  const instead = "Write `sandbox: none` to run without one.";
  return new ScyllaError("SANDBOX_UNAVAILABLE", `the sandbox ${kind} can't be used here: ${reason}`, {
    hint: advice === null ? instead : `${advice} ${instead}`,
  });
}
