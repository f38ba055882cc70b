/**
 * The known name that was most likely meant, for "did you mean"; null when none is near.
 * Near: at most a third of the letters differ (Levenshtein, case ignored), or one begins with the other.
 */
export function nearestName(wanted: string, known: Iterable<string>): string | null {
  const target = wanted.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of known) {
    const candidate = name.toLowerCase();
    const limit = Math.max(1, Math.floor(Math.max(candidate.length, target.length) / 3));
    const prefix = target.length >= 2 && (candidate.startsWith(target) || target.startsWith(candidate));
    const distance = editDistance(target, candidate);
    if ((distance <= limit || prefix) && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { name, distance };
  }
  return best?.name ?? null;
}

/** Insertions, deletions and substitutions of UTF-16 code units. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substituted, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
