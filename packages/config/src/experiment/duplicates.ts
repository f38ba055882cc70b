import { formatPosition, type SourcePosition } from "@scylla/contracts";
import type { Problems } from "../problems.ts";

interface Named {
  readonly id: string;
  readonly at: SourcePosition;
}

/** Reports every thing but the first of its id. */
export function reportDuplicates(things: readonly Named[], what: string, problems: Problems): void {
  for (const { id, at, first } of repeated(things)) {
    const hint = `Rename one; the other is at ${formatPosition(first)}.`;
    problems.report("DUPLICATE_ID", `two ${what}s have the id ${id}`, at, hint);
  }
}

/** Reports every entry of a list of names that stands there before. */
export function reportRepeats(entries: readonly Named[], list: string, problems: Problems): void {
  for (const { id, at } of repeated(entries)) {
    problems.report("DUPLICATE_ID", `${id} stands twice in \`${list}\``, at, "Remove one of them.");
  }
}

function repeated(things: readonly Named[]): readonly (Named & { readonly first: SourcePosition })[] {
  const seen = new Map<string, SourcePosition>();
  return things.flatMap((thing) => {
    const first = seen.get(thing.id);
    if (first) return [{ ...thing, first }];
    seen.set(thing.id, thing.at);
    return [];
  });
}
