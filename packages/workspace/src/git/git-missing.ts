import { ScyllaError } from "@scylla/contracts";

/** The first git that takes configuration from the environment; an older one would ignore it without a word. */
export const OLDEST_GIT = [2, 31] as const;

export function gitMissing(message: string, cause?: unknown): ScyllaError {
  return new ScyllaError("GIT_MISSING", message, {
    cause,
    hint: `Install git ${OLDEST_GIT.join(".")} or newer, and make sure that it is on the PATH.`,
  });
}
