import { compareKeys } from "./digest.ts";

/** Code units of a wanted name that are compared: longer ones are no slip of the finger. */
const LONGEST = 128;

/**
 * The known name that was most likely meant, for "did you mean"; null when none is near.
 * Near: at most a third of the letters differ, two that are swapped counting once and case not at all, or one begins with the other. Of equally near ones the first in order.
 */
export function nearestName(wanted: string, known: Iterable<string>): string | null {
  const target = wanted.toLowerCase().slice(0, LONGEST);
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of [...known].sort(compareKeys)) {
    const candidate = name.toLowerCase();
    const limit = Math.max(1, Math.floor(Math.max(candidate.length, target.length) / 3));
    const prefix = target.length >= 2 && (candidate.startsWith(target) || target.startsWith(candidate));
    const distance = editDistance(target, candidate);
    if ((distance <= limit || prefix) && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { name, distance };
  }
  return best?.name ?? null;
}

/** Insertions, deletions, substitutions and swaps of neighbours, of UTF-16 code units (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? at(before, j - 2) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(substituted, swapped, at(above, j) + 1, at(row, j - 1) + 1));
    }
    before = above;
    above = row;
  }
  return at(above, b.length);
}

function at(row: readonly number[], j: number): number {
  return row[j] ?? 0;
}
