/** @throws {RangeError} unless all candidates have the same number of tasks, and runs on each. */
export function requireAligned(candidates: readonly (readonly (readonly unknown[])[])[]): void {
  const tasks = candidates[0]?.length ?? 0;
  candidates.forEach((own, candidate) => {
    if (own.length !== tasks) throw new RangeError(`candidates need the same tasks: ${tasks} and ${own.length}`);
    const empty = own.findIndex((runs) => runs.length === 0);
    if (empty >= 0) throw new RangeError(`candidate ${candidate} has no runs on task ${empty}`);
  });
}

/** Rows as columns; all rows have the same length. */
export function transposed<T>(rows: readonly (readonly T[])[]): T[][] {
  return (rows[0] ?? []).map((_, column) => rows.flatMap((row) => row.slice(column, column + 1)));
}
