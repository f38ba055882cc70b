import { type ErrorCode, ScyllaError, type SourcePosition } from "@scylla/contracts";

/** Collects what is wrong with an experiment's files, so that all of it is reported at once. */
export interface Problems {
  report(code: ErrorCode, message: string, at: SourcePosition, hint: string): void;
  /** Adds an error as it is. */
  add(error: ScyllaError): void;
  readonly count: number;
  /**
   * @throws {ScyllaError} the first problem, with the others in `also`: file by file as they were met, each from top to bottom.
   * Nothing when there is none.
   */
  throwIfAny(): void;
}

export function collectProblems(): Problems {
  const found: ScyllaError[] = [];
  return {
    report(code, message, at, hint) {
      found.push(new ScyllaError(code, message, { at, hint }));
    },
    add(error) {
      found.push(error);
    },
    get count() {
      return found.length;
    },
    throwIfAny() {
      const [first, ...also] = readingOrder(distinct(found));
      if (!first) return;
      const { code, message, at, hint, cause } = first;
      throw new ScyllaError(code, message, { ...(at && { at }), ...(hint !== undefined && { hint }), cause, also });
    },
  };
}

/** The order in which a person mends them; checks find them in that of their kinds. */
function readingOrder(errors: readonly ScyllaError[]): readonly ScyllaError[] {
  const byFile = Map.groupBy(errors, ({ at }) => at?.file);
  return [...byFile.values()].flatMap((ones) => ones.sort(byPlace));
}

/** A whole file comes before what is in it. */
function byPlace({ at: a }: ScyllaError, { at: b }: ScyllaError): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.col ?? 0) - (b?.col ?? 0);
}

/** A block that ten set-ups use is read ten times, and is wrong once. */
function distinct(errors: readonly ScyllaError[]): readonly ScyllaError[] {
  const seen = new Set<string>();
  return errors.filter(({ code, message, at }) => {
    const key = JSON.stringify([code, message, at]);
    return !seen.has(key) && seen.add(key);
  });
}
