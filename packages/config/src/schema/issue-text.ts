import type { ErrorCode, SourcePosition } from "@scylla/contracts";
import { nearestName } from "@scylla/contracts";
import type { z } from "zod";
import { suggestion } from "../nearest.ts";
import type { Path, Positions } from "../yaml/positions.ts";
import { knownKeys } from "./known-keys.ts";
import { valueAt } from "./union-branch.ts";

type Issue = z.core.$ZodIssue;

export interface IssueText {
  readonly code: ErrorCode;
  readonly message: string;
  readonly at: SourcePosition;
  readonly hint: string;
}

/** What to tell the writer of a file about one failure of its schema. */
export function issueTexts(issue: Issue, schema: z.ZodType, root: unknown, positions: Positions): readonly IssueText[] {
  if (issue.code === "unrecognized_keys") return unknownKeys(issue, schema, positions);
  const value = valueAt(root, issue.path);
  const key = issue.code === "invalid_key";
  const at = key ? positions.keyAt(issue.path) : positions.at(issue.path);
  if (value === undefined && !key) {
    const name = pathText(issue.path);
    return [
      { code: "CONFIG_INVALID", message: `${name} is missing`, at, hint: `Add \`${String(issue.path.at(-1))}\`.` },
    ];
  }
  const { message, hint } = describe(issue, value, positions);
  return [{ code: "CONFIG_INVALID", message: `${pathText(issue.path)} ${message}`, at, hint }];
}

function unknownKeys(
  issue: Issue & { code: "unrecognized_keys" },
  schema: z.ZodType,
  positions: Positions,
): readonly IssueText[] {
  const known = knownKeys(schema, issue.path);
  const where = issue.path.length === 0 ? "of this file" : `of ${pathText(issue.path)}`;
  return issue.keys.map((key) => ({
    code: "CONFIG_UNKNOWN_KEY",
    message: `\`${key}\` is not a key ${where}`,
    at: positions.keyAt([...issue.path, key]),
    hint: known.has(key)
      ? "It belongs to another form of this mapping; remove it."
      : suggestion(key, known, "Remove it."),
  }));
}

interface Description {
  readonly message: string;
  readonly hint: string;
}

function describe(issue: Issue, found: unknown, positions: Positions): Description {
  const value = isSecret(issue, found) ? "..." : found;
  const given = shown(value);
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue.expected, value, Object.is(value, found) ? positions.sourceAt(issue.path) : null);
    case "invalid_value":
      return wrongWord(issue.values.map(String), value);
    case "too_small":
      return tooSmall(issue, given);
    case "too_big":
      return tooBig(issue, given);
    case "invalid_key":
      return {
        message: "is not a name that can be used here",
        hint: sentence(issue.issues[0]?.message ?? issue.message),
      };
    default:
      return { message: `can't be ${given}`, hint: sentence(issue.message) };
  }
}

/** Where somebody may have written a key itself, nothing of it is repeated. */
function isSecret({ path }: Issue, value: unknown): boolean {
  return path[0] === "providers" && typeof value === "string";
}

function wrongWord(allowed: readonly string[], value: unknown): Description {
  const list = allowed.length === 1 ? `${allowed[0]}` : `one of ${allowed.join(", ")}`;
  const near = typeof value === "string" ? nearestName(value, allowed) : null;
  return {
    message: `must be ${list}, not ${shown(value)}`,
    hint: near === null ? `Write ${list}.` : `Did you mean ${near}?`,
  };
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

function wrongType(expected: string, value: unknown, source: string | null): Description {
  const wanted = TYPE_NAMES[expected] ?? expected;
  const message = `must be ${wanted}, not ${shown(value, source)}`;
  if (value === null) return { message, hint: "Write a value behind the colon, or remove the key." };
  if (expected === "string" && source !== null) return { message, hint: `Put it in quotes: "${source}".` };
  if (expected === "array") return { message, hint: "Write it in brackets, or as lines that begin with a dash." };
  if ((expected === "number" || expected === "int") && typeof value === "string") {
    return { message, hint: "Write digits, without quotes and units." };
  }
  return { message, hint: `Write ${wanted}.` };
}

function tooSmall(issue: Issue & { code: "too_small" }, given: string): Description {
  const least = String(issue.minimum);
  if (issue.origin === "array")
    return {
      message: "must not be empty",
      hint: `Write at least ${least === "1" ? "one entry" : `${least} entries`}.`,
    };
  if (issue.origin === "string") {
    const message = given === '""' ? "must not be empty" : `must have at least ${least} characters`;
    return { message, hint: "Write a text." };
  }
  const bound = issue.inclusive === false ? `greater than ${least}` : `at least ${least}`;
  return {
    message: `must be ${bound}, not ${given}`,
    hint: `Write a number ${issue.inclusive === false ? "above" : "from"} ${least}${issue.inclusive === false ? "" : " on"}.`,
  };
}

function tooBig(issue: Issue & { code: "too_big" }, given: string): Description {
  const most = String(issue.maximum);
  if (issue.origin === "string") return { message: `must have at most ${most} characters`, hint: "Shorten it." };
  if (issue.origin === "array") return { message: `must have at most ${most} entries`, hint: "Shorten the list." };
  const bound = issue.inclusive === false ? `less than ${most}` : `at most ${most}`;
  return { message: `must be ${bound}, not ${given}`, hint: "Write a smaller number." };
}

/** `agents[0].env[1]`, in backticks. */
function pathText(path: Path): string {
  if (path.length === 0) return "the file";
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return `\`${text.replace(/^\./, "")}\``;
}

function shown(value: unknown, source: string | null = null): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  const text = source ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? "" : "."}`;
}
