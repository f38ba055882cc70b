import type { Json } from "@scylla/contracts";
import { members } from "../read-json.ts";

/** Members that name a session, a user or a cache and say nothing to the model. */
const VOLATILE_MEMBERS = new Set([
  "metadata",
  "client_metadata",
  "prompt_cache_key",
  "safety_identifier",
  "user",
  "session_id",
]);

/** In every text; each is replaced by what it is. */
const VOLATILE_TEXT: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi, "<uuid>"],
  [/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?/g, "<date>"],
  [/\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:[A-Z][a-z]+ \d{1,2}|\d{1,2} [A-Z][a-z]+),? \d{4}\b/g, "<date>"],
  [/\b\d{1,2}\/\d{1,2}\/\d{4}\b/g, "<date>"],
  // How long a tool of the agent took, and the name that Codex gives to a piece of its output.
  [/\b\d+(?:\.\d+)? ?(?:ms|s|secs?|seconds?|minutes?)\b/g, "<time>"],
  [/\bChunk ID: [0-9a-f]+/g, "Chunk ID: <id>"],
];

export function normaliseText(text: string): string {
  return VOLATILE_TEXT.reduce((whole, [pattern, by]) => whole.replace(pattern, by), text);
}

/** A request body without what differs between two runs that ask the same. */
export function normalise(value: unknown): Json {
  if (typeof value === "string") return normaliseText(value);
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== "object" || value === null) return value as Json;
  const kept = Object.entries(members(value)).filter(([name]) => !VOLATILE_MEMBERS.has(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, normalise(member)]));
}
