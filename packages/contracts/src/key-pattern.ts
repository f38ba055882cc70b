import type { CellKey } from "./keys.ts";

/** The beginning of a key: `task/T3/07-reviewer/claude/02`, or less of it. */
export interface KeyPattern {
  /** Task, tier, subtest and agent, as far as they are given. */
  readonly segments: readonly string[];
  /** The run; null where none is named. */
  readonly n: number | null;
}

const PARTS = ["task", "tier", "subtest", "agent"] as const;

/** Null for what can't be the beginning of a key. */
export function parseKeyPattern(text: string): KeyPattern | null {
  const parts = text.replace(/\/$/, "").split("/");
  const [n, ...more] = parts.slice(PARTS.length);
  if (parts.includes("") || more.length > 0 || (n !== undefined && !/^\d{1,6}$/.test(n))) return null;
  return { segments: parts.slice(0, PARTS.length), n: n === undefined ? null : Number(n) };
}

/**
 * The cells that a pattern means. Each segment may be the beginning of a name; where it is a whole name, only that is meant.
 * The number of the run is not looked at.
 */
export function matchingCells<T extends { readonly key: CellKey }>(
  { segments }: KeyPattern,
  cells: readonly T[],
): readonly T[] {
  return PARTS.reduce<readonly T[]>((left, part, i) => {
    const segment = segments[i];
    if (segment === undefined) return left;
    const exact = left.filter(({ key }) => key[part] === segment);
    return exact.length > 0 ? exact : left.filter(({ key }) => key[part].startsWith(segment));
  }, cells);
}
