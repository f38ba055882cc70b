import { gitFailed, tryGit } from "../git/git-command.ts";
import type { Template } from "../template/template.ts";
import { wayTo } from "../tree/read-entry.ts";
import { type BytePath, joinBytes } from "../tree/walk.ts";

const HERE = Buffer.from(".");
const NUL = Buffer.from([0]);

/**
 * Which paths the task's own commit ignores, as map keys: asked of the pristine template, so that no rule of the agent's counts.
 * Paths of the base tree are never ignored.
 */
export async function ignoredPaths(
  template: Template,
  paths: readonly BytePath[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const tree = Buffer.from(template.tree);
  // git refuses to speak about a path below a link; nothing there can be ignored by the task.
  const asked = template.hasIgnoreRules ? paths.filter((path) => wayTo(tree, path) !== "link") : [];
  if (asked.length === 0) return new Set();
  const result = await tryGit(
    {
      // Its index holds the base tree: files only, where the repository's own may hold submodules, of which git refuses to speak.
      gitDir: template.gitDir,
      workTree: template.tree,
      cwd: template.tree,
      args: ["check-ignore", "-z", "--stdin"],
      // `./`: a name may begin with a colon, which git would take for magic.
      input: Buffer.concat(asked.flatMap((path) => [joinBytes(HERE, path), NUL])),
    },
    signal,
  );
  // 1: none of them is ignored.
  if (result.code > 1) throw gitFailed("check-ignore", result);
  const ignored = result.stdout.toString("latin1").split("\0");
  return new Set(ignored.filter((path) => path !== "").map((path) => path.slice(2)));
}
