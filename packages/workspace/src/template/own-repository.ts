import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { git } from "../git/git-command.ts";

/** How a repository is found by an agent, whatever a set-up command did to it. */
export interface OwnRepository {
  readonly config: string;
  readonly commit: string;
}

/** Beside the one commit there is nothing to find: no log, no hook, no rule of anybody's. */
const TRACES = [
  "FETCH_HEAD",
  "ORIG_HEAD",
  "logs",
  "hooks",
  "branches",
  "description",
  "info",
  "packed-refs",
  "worktrees",
];

/**
 * Hooks are off. A copied tree has other inodes and change times: without the others of these, the first `git status` in each would
 * hash every file again.
 */
const SETTINGS = "\thooksPath = /dev/null\n\tcheckStat = minimal\n\ttrustctime = false\n\tlogAllRefUpdates = false\n";

/** Makes a repository of its own, one commit deep: no remote and no other ref. */
export async function checkOut(
  repo: string,
  commit: string,
  tree: string,
  signal: AbortSignal,
): Promise<OwnRepository> {
  const gitDir = join(tree, ".git");
  await git({ args: ["init", "--quiet", "--template=", "--initial-branch=main", tree] }, signal);
  await git({ gitDir, args: ["fetch", "--quiet", "--no-tags", "--depth=1", pathToFileURL(repo).href, commit] }, signal);
  await git({ gitDir, workTree: tree, cwd: tree, args: ["checkout", "--quiet", "-B", "main", commit] }, signal);
  const config = `${readFileSync(join(gitDir, "config"), "utf8")}[core]\n${SETTINGS}`;
  const own = { config, commit: readFileSync(join(gitDir, "refs/heads/main"), "utf8") };
  restoreRepository(tree, own);
  return own;
}

/** Takes back what a set-up command did to the repository: hooks it installed, remotes and refs it made. Its files stay. */
export function restoreRepository(tree: string, { config, commit }: OwnRepository): void {
  const gitDir = join(tree, ".git");
  for (const trace of [...TRACES, "refs", "HEAD", "config"])
    rmSync(join(gitDir, trace), { recursive: true, force: true });
  for (const directory of ["refs/heads", "refs/tags"]) mkdirSync(join(gitDir, directory), { recursive: true });
  writeFileSync(join(gitDir, "refs/heads/main"), commit);
  writeFileSync(join(gitDir, "HEAD"), "ref: refs/heads/main\n");
  writeFileSync(join(gitDir, "config"), config);
}
