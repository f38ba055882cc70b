import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type RepoSource, ScyllaError } from "@scylla/contracts";
import { makeOnce, withSibling } from "../make-once.ts";
import { complaint, git, gitFailed, isOutOfRoom, tryGit } from "./git-command.ts";
import { requireGit } from "./require-git.ts";

/**
 * Bare repositories of one commit each, named by it: a commit id says everything about its content, so that the source
 * is needed once. Each is made aside and renamed: there is no half-made one, and two makers do not disturb each other.
 */
export interface RepoCache {
  /** @returns the directory of a bare repository that holds the commit and no other. */
  ensure(repo: RepoSource, signal: AbortSignal): Promise<string>;
}

export function repoCache(root: string): RepoCache {
  return {
    ensure: async (repo, signal) => {
      if (/^[0-9a-f]{64}$/.test(repo.commit))
        throw new ScyllaError("UNSUPPORTED", `repositories with SHA-256 names can't be used: ${placeOf(repo)}`);
      if (!/^[0-9a-f]{40}$/.test(repo.commit)) throw missing(repo, "it is no full commit id");
      const target = join(root, "repos", `${repo.commit}.git`);
      return makeOnce(target, signal, (making) => fetchCommit(repo, making, signal));
    },
  };
}

async function fetchCommit(repo: RepoSource, making: string, signal: AbortSignal): Promise<void> {
  await requireGit(signal);
  if (repo.kind !== "url" && !existsSync(repo.path)) throw unreachable(repo, "it does not exist");
  await git({ args: ["init", "--quiet", "--bare", "--template=", making] }, signal);
  if (repo.kind === "bundle") return takeFromAll(repo, repo.path, making, signal);
  const source = repo.kind === "path" ? pathToFileURL(repo.path).href : repo.url;
  const direct = await tryGit(
    {
      gitDir: making,
      asOperator: true,
      args: ["fetch", "--quiet", "--no-tags", "--depth=1", "--", source, repo.commit],
    },
    signal,
  );
  if (direct.code !== 0 || !(await holds(making, repo.commit, signal))) await takeFromAll(repo, source, making, signal);
}

/** A bundle can't be fetched at a depth, and some servers give no commit by its id: everything is fetched, and the one commit taken. */
async function takeFromAll(repo: RepoSource, source: string, making: string, signal: AbortSignal): Promise<void> {
  await withSibling(making, async (all) => {
    await git({ args: ["init", "--quiet", "--bare", "--template=", all] }, signal);
    const fetched = await tryGit(
      {
        gitDir: all,
        asOperator: true,
        args: ["fetch", "--quiet", "--no-tags", "--", source, "+*:refs/all/*"],
      },
      signal,
    );
    if (fetched.code !== 0)
      throw isOutOfRoom(fetched) ? gitFailed("fetch", fetched) : unreachable(repo, complaint(fetched.stderr));
    if (!(await holds(all, repo.commit, signal))) throw missing(repo, "it is not in it");
    const args = ["fetch", "--quiet", "--no-tags", "--depth=1", pathToFileURL(all).href, repo.commit];
    await git({ gitDir: making, args }, signal);
  });
}

async function holds(gitDir: string, commit: string, signal: AbortSignal): Promise<boolean> {
  return (await tryGit({ gitDir, args: ["cat-file", "-e", `${commit}^{tree}`] }, signal)).code === 0;
}

function placeOf(repo: RepoSource): string {
  return repo.kind === "url" ? repo.url : repo.path;
}

function unreachable(repo: RepoSource, why: string): ScyllaError {
  return new ScyllaError("REPO_UNREACHABLE", `the repository ${placeOf(repo)} can't be read: ${why}`, {
    hint: "Check the path or address in the task's `repo`, and that you may read it.",
  });
}

function missing(repo: RepoSource, why: string): ScyllaError {
  return new ScyllaError("COMMIT_MISSING", `commit ${repo.commit} can't be had from ${placeOf(repo)}: ${why}`, {
    hint: "Check the task's `repo.commit`; it must be reachable from a branch or tag of that repository.",
  });
}
