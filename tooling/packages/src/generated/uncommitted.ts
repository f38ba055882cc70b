import { execFileSync } from "node:child_process";

/** The attribute that `.gitattributes` gives to every generated file. */
const ATTRIBUTE = "linguist-generated";

/**
 * The generated files of a checkout that are not as they are committed (or staged): changed, gone or new.
 * `git diff` alone would not see new ones.
 */
export function uncommittedGenerated(root: string): readonly string[] {
  const changed = git(root, ["diff", "--name-only", "-z", "--", `:(attr:${ATTRIBUTE})`]);
  const others = git(root, ["ls-files", "--others", "--exclude-standard", "-z"]);
  const attributes = git(root, ["check-attr", "--stdin", "-z", ATTRIBUTE], others.join("\0"));
  const created = others.filter((_path, i) => attributes[i * 3 + 2] === "set");
  return [...changed, ...created].sort();
}

/** The fields that a git command prints, each ended by NUL. */
function git(cwd: string, args: readonly string[], input = ""): readonly string[] {
  return execFileSync("git", args, { cwd, input, encoding: "utf8" }).split("\0").slice(0, -1);
}
