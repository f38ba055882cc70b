import { matchesGlob } from "node:path/posix";
import { pathKey } from "./walk.ts";

/** A test for paths against patterns: `*` within a part, `**` over parts; a pattern that names a directory covers all below it. */
export function pathMatcher(patterns: readonly string[]): (path: Uint8Array) => boolean {
  if (patterns.length === 0) return () => false;
  const expanded = patterns.flatMap((pattern) => {
    const bytes = Buffer.from(pattern.replace(/\/+$/, "")).toString("latin1");
    return [bytes, `${bytes}/**`];
  });
  return (path) => {
    const key = pathKey(path);
    return expanded.some((pattern) => matchesGlob(key, pattern));
  };
}
