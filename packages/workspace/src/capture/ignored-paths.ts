import { join } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import { lastLine, tryGit } from "../git/git-command.ts";
import type { Template } from "../template.ts";
import { lstatOrNull } from "../tree/read-entry.ts";
import { type BytePath, joinBytes, pathKey } from "../tree/walk.ts";

/**
 * Which paths the task's own commit ignores: asked of the pristine template, so that no rule of the agent's counts.
 * Paths that the commit tracks are never ignored.
 */
export async function ignoredPaths(
  template: Template,
  paths: readonly BytePath[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const asked = template.hasIgnoreRules ? paths.filter((path) => !isBelowLink(template.tree, path)) : [];
  if (asked.length === 0) return new Set();
  const result = await tryGit(
    {
      gitDir: join(template.tree, ".git"),
      workTree: template.tree,
      cwd: template.tree,
      args: ["check-ignore", "-z", "--stdin"],
      input: Buffer.concat(asked.flatMap((path) => [path, Buffer.from([0])])),
    },
    signal,
  );
  // 1: none of them is ignored.
  if (result.code > 1) throw new ScyllaError("GIT_FAILED", `git check-ignore failed: ${lastLine(result.stderr)}`);
  return new Set(
    result.stdout
      .toString("latin1")
      .split("\0")
      .filter((path) => path !== ""),
  );
}

/** git refuses to speak about a path below a link of the template; nothing there can be ignored by the task. */
function isBelowLink(tree: string, path: BytePath): boolean {
  const parts = pathKey(path).split("/");
  return parts.slice(0, -1).some((_part, i) => {
    const parent = Buffer.from(parts.slice(0, i + 1).join("/"), "latin1");
    return lstatOrNull(joinBytes(Buffer.from(tree), parent))?.isSymbolicLink() === true;
  });
}
