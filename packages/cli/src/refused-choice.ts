import type { ScyllaError } from "@scylla/contracts/basics";
import { suggestion, usageError } from "./usage-error.ts";

/** How the option parser says that a value is none of those that there are. */
const OF_OPTION = /^option '(?<what>.*)' argument '(?<wanted>.*)' is invalid\. Allowed choices are (?<known>.*)\.$/s;
const OF_ARGUMENT =
  /^command-argument value '(?<wanted>.*)' is invalid for argument '(?<what>.*)'\. Allowed choices are (?<known>.*)\.$/s;

/** The same in our words, with the nearest name; null for any other message. */
export function refusedChoice(message: string): ScyllaError | null {
  const { what, wanted, known } = (OF_OPTION.exec(message) ?? OF_ARGUMENT.exec(message))?.groups ?? {};
  if (what === undefined || wanted === undefined || known === undefined) return null;
  return usageError(`${what} is ${JSON.stringify(wanted)}`, suggestion(wanted, known.split(", ")));
}
