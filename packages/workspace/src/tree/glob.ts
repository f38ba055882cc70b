import { pathKey } from "./walk.ts";

/**
 * A test for paths against patterns: `*` within a part, `**` over parts, `{a,b}`; all else stands for itself. Names that begin with
 * a dot are like others. A pattern that names a directory covers all below it.
 */
export function pathMatcher(patterns: readonly string[]): (path: Uint8Array) => boolean {
  if (patterns.length === 0) return () => false;
  const any = new RegExp(`^(?:${patterns.map(expression).join("|")})(?:/|$)`, "s");
  return (path) => any.test(pathKey(path));
}

/** Over bytes, one character each, as in {@link pathKey}. */
function expression(pattern: string): string {
  const bytes = Buffer.from(pattern).toString("latin1");
  return translate(bytes.replace(/^(\.?\/)+|\/+$/g, ""));
}

const TOKEN = /\*\*\/|\*\*|\{[^{}]*\}|./gs;

function translate(pattern: string): string {
  return pattern.replace(TOKEN, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token.length > 1) return `(?:${token.slice(1, -1).split(",").map(translate).join("|")})`;
    return token.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
  });
}
