import { compareKeys, nearestName } from "@scylla/contracts";

/** `Did you mean ...?`, or the names there are, or what to say when there are none. */
export function suggestion(name: string, known: Iterable<string>, none: string): string {
  const names = [...known].sort(compareKeys);
  const near = nearestName(name, names);
  if (near !== null) return `Did you mean ${near}?`;
  if (names.length === 0) return none;
  const shown = names.slice(0, 12).join(", ");
  return `Known are: ${shown}${names.length > 12 ? `, and ${names.length - 12} more` : ""}.`;
}
