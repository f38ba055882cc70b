import { nearestName, ScyllaError } from "@scylla/contracts/basics";

/** The command line can't be understood. */
export function usageError(message: string, hint: string): ScyllaError {
  return new ScyllaError("USAGE", message, { hint });
}

/** `Did you mean ...?`, or all there are. */
export function suggestion(wanted: string, known: readonly string[]): string {
  const near = nearestName(wanted, known);
  return near === null ? `Known are: ${known.join(", ")}.` : `Did you mean ${near}?`;
}
