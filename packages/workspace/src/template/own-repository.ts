import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { git } from "../git/git-command.ts";

/** The files of a repository by which an agent finds its one commit. */
export type OwnRepository = Readonly<Record<string, string>>;

/** What a set-up may have added to; all else in a git directory is written again. */
const KEPT = new Set(["objects", "index"]);

/**
 * Hooks are off. A copied tree has other inodes and change times: without the others of these, the first `git status` in each would
 * hash every file again.
 */
const SETTINGS =
  "[core]\n\thooksPath = /dev/null\n\tcheckStat = minimal\n\ttrustctime = false\n\tlogAllRefUpdates = false\n";

/** Makes a repository of its own, one commit deep: no remote, no other ref, no log, no hook. */
export async function checkOut(
  repo: string,
  commit: string,
  tree: string,
  signal: AbortSignal,
): Promise<OwnRepository> {
  const gitDir = join(tree, ".git");
  const read = (name: string): string => readFileSync(join(gitDir, name), "utf8");
  await git({ args: ["init", "--quiet", "--template=", "--initial-branch=main", tree] }, signal);
  // Kept as the pack it arrives as, however small: every file of it is copied for every run.
  const fetch = ["-c", "fetch.unpackLimit=1", "fetch", "--quiet", "--no-tags", "--depth=1"];
  await git({ gitDir, args: [...fetch, pathToFileURL(repo).href, commit] }, signal);
  await git({ gitDir, workTree: tree, cwd: tree, args: ["checkout", "--quiet", "-B", "main", commit] }, signal);
  const own = {
    HEAD: "ref: refs/heads/main\n",
    config: read("config") + SETTINGS,
    "refs/heads/main": read("refs/heads/main"),
    ...(existsSync(join(gitDir, "shallow")) && { shallow: read("shallow") }),
  };
  restoreRepository(tree, own);
  return own;
}

/** Takes back what a set-up command did to the repository: hooks it installed, remotes and refs it made. Its files stay. */
export function restoreRepository(tree: string, own: OwnRepository): void {
  const gitDir = join(tree, ".git");
  for (const name of readdirSync(gitDir)) {
    if (!KEPT.has(name)) rmSync(join(gitDir, name), { recursive: true, force: true });
  }
  for (const directory of ["refs/heads", "refs/tags"]) mkdirSync(join(gitDir, directory), { recursive: true });
  for (const [name, content] of Object.entries(own)) writeFileSync(join(gitDir, name), content);
}
