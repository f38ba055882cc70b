import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/**
 * Replaces the failure of a union by that of the one alternative that was meant, where that can be told:
 * the writer of `{ kind: command }` wants to hear of the missing command, not of all kinds of agents.
 * A union none of whose alternatives was begun stays: its own message lists them.
 */
export function significantIssues(issues: readonly Issue[], root: unknown): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union") return [issue];
    const value = valueAt(root, issue.path);
    const branches = issue.errors
      .map((errors) =>
        significantIssues(
          errors.map((error) => ({ ...error, path: [...issue.path, ...error.path] })),
          root,
        ),
      )
      .filter((errors) => errors.length > 0)
      .map((errors) => ({ errors, distance: distance(errors, issue.path, value) }));
    const best = branches
      .filter((branch) => Number.isFinite(branch.distance))
      .sort((a, b) => a.distance - b.distance)[0];
    return best ? best.errors : [issue];
  });
}

/** How far a value is from an alternative; infinite when it is of another kind altogether. */
function distance(errors: readonly Issue[], path: readonly PropertyKey[], value: unknown): number {
  let sum = 0;
  for (const error of errors) {
    const own = error.path.length === path.length;
    // A literal that differs, or another type: this alternative was not meant.
    if (own && (error.code === "invalid_type" || error.code === "invalid_value")) return Number.POSITIVE_INFINITY;
    if (error.code === "unrecognized_keys") sum += 10 * error.keys.length;
    // What names the alternative differs: the key is there with another alternative's value.
    else if (error.path.at(-1) === "kind") sum += 100;
    else sum += valueAt(value, error.path.slice(path.length)) === undefined ? 3 : 1;
  }
  return sum;
}

/** The member at a path; undefined where there is none. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
