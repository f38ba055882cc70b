import type { z } from "zod";
import type { Problems } from "../problems.ts";
import type { Positions } from "../yaml/positions.ts";
import { issueTexts } from "./issue-text.ts";
import { significantIssues } from "./union-branch.ts";

/** The files' format version; every schema has it, and nothing else is looked at when it is another. */
const VERSION = 1;

/** @returns the parsed value; null when it does not fit, with every reason reported at its place. */
export function validate<S extends z.ZodType>(
  schema: S,
  value: unknown,
  positions: Positions,
  problems: Problems,
): z.output<S> | null {
  if (!hasKnownVersion(value, positions, problems)) return null;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of significantIssues(result.error.issues, value)) {
    for (const text of issueTexts(issue, schema, value, positions)) {
      problems.report(text.code, text.message, text.at, text.hint);
    }
  }
  return null;
}

function hasKnownVersion(value: unknown, positions: Positions, problems: Problems): boolean {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return true;
  const version = "version" in value ? value.version : undefined;
  if (version === VERSION) return true;
  const message =
    version === undefined
      ? "`version` is missing"
      : `format version ${positions.sourceAt(["version"]) ?? "?"} is not known`;
  const hint =
    version === undefined
      ? "Begin the file with `version: 1`."
      : "This release reads `version: 1`; a newer release may read more.";
  problems.report("CONFIG_VERSION", message, positions.at(["version"]), hint);
  return false;
}
