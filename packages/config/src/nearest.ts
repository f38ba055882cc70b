import { compareKeys } from "@scylla/contracts";

/** The known name that was most probably meant: within a third of its length in edits, or beginning alike. Null when none is near. */
export function nearest(name: string, known: Iterable<string>): string | null {
  const wanted = name.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const candidate of [...known].sort(compareKeys)) {
    const distance = distanceTo(wanted, candidate.toLowerCase());
    if (distance !== null && (best === null || distance < best.distance)) best = { name: candidate, distance };
  }
  return best?.name ?? null;
}

/** `Did you mean ...?`, or the names there are, or what to say when there are none. */
export function suggestion(name: string, known: Iterable<string>, none: string): string {
  const names = [...known].sort(compareKeys);
  const near = nearest(name, names);
  if (near !== null) return `Did you mean ${near}?`;
  if (names.length === 0) return none;
  const shown = names.slice(0, 12).join(", ");
  return `Known are: ${shown}${names.length > 12 ? `, and ${names.length - 12} more` : ""}.`;
}

function distanceTo(wanted: string, candidate: string): number | null {
  if (wanted.length >= 2 && candidate.startsWith(wanted)) return 0.5;
  const distance = edits(wanted.slice(0, 128), candidate);
  return distance <= Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3)) ? distance : null;
}

/** Edit distance with adjacent letters swapped counting once (optimal string alignment). */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(cell(previous, j) + 1, cell(row, j - 1) + 1, cell(previous, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, cell(before, j - 2) + 1);
      row.push(least);
    }
    before = previous;
    previous = row;
  }
  return cell(previous, b.length);
}

function cell(row: readonly number[], j: number): number {
  return row[j] ?? Number.POSITIVE_INFINITY;
}
