import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type RepoSource, ScyllaError } from "@scylla/contracts";
import { makeOnce, temporarySibling } from "../make-once.ts";
import { git, lastLine, tryGit } from "./git-command.ts";

/**
 * Bare repositories of one commit each, named by it: a commit id says everything about its content, so that the source
 * is needed once. Each is made aside and renamed: there is no half-made one, and two makers do not disturb each other.
 */
export interface RepoCache {
  /** @returns the directory of a bare repository that holds the commit and no other. */
  ensure(repo: RepoSource, signal: AbortSignal): Promise<string>;
}

export function repoCache(root: string): RepoCache {
  const inFlight = new Map<string, Promise<string>>();
  return {
    ensure: (repo, signal) => {
      const target = join(root, "repos", `${repo.commit}.git`);
      const known = inFlight.get(target) ?? makeOnce(target, (making) => fetchCommit(repo, making, signal));
      inFlight.set(target, known);
      return known.finally(() => inFlight.delete(target));
    },
  };
}

async function fetchCommit(repo: RepoSource, making: string, signal: AbortSignal): Promise<void> {
  const place = repo.kind === "url" ? repo.url : repo.path;
  if (repo.kind !== "url" && !existsSync(repo.path)) throw unreachable(place, "it does not exist");
  await git({ args: ["init", "--quiet", "--bare", "--template=", making] }, signal);
  const source =
    repo.kind === "bundle"
      ? await unbundled(repo, making, signal)
      : repo.kind === "path"
        ? pathToFileURL(repo.path).href
        : repo.url;
  try {
    await fetchOne(source, place, repo.commit, making, repo.kind === "url", signal);
  } finally {
    if (repo.kind === "bundle") await rm(new URL(source), { recursive: true, force: true });
  }
}

/** A bundle can't be fetched at a depth: it is unpacked first. */
async function unbundled(repo: RepoSource & { kind: "bundle" }, making: string, signal: AbortSignal): Promise<string> {
  const whole = temporarySibling(`${making}.whole`);
  await git({ args: ["init", "--quiet", "--bare", "--template=", whole] }, signal);
  const fetched = await tryGit(
    { gitDir: whole, args: ["fetch", "--quiet", "--no-tags", repo.path, "+refs/*:refs/bundle/*"] },
    signal,
  );
  if (fetched.code !== 0) {
    await rm(whole, { recursive: true, force: true });
    throw unreachable(repo.path, lastLine(fetched.stderr));
  }
  return pathToFileURL(whole).href;
}

async function fetchOne(
  source: string,
  place: string,
  commit: string,
  making: string,
  withCredentials: boolean,
  signal: AbortSignal,
): Promise<void> {
  const depthOne = ["fetch", "--quiet", "--no-tags", "--depth=1", source, commit];
  const direct = await tryGit({ gitDir: making, args: depthOne, withCredentials }, signal);
  if (direct.code === 0 && (await holds(making, commit, signal))) return;
  // Some servers give no commit by its id: everything is fetched, and the one commit taken from that.
  const whole = temporarySibling(`${making}.all`);
  try {
    await git({ args: ["init", "--quiet", "--bare", "--template=", whole] }, signal);
    const all = await tryGit(
      { gitDir: whole, args: ["fetch", "--quiet", source, "+refs/*:refs/all/*"], withCredentials },
      signal,
    );
    if (all.code !== 0) throw unreachable(place, lastLine(all.stderr));
    if (!(await holds(whole, commit, signal))) throw missing(place, commit);
    await git(
      { gitDir: making, args: ["fetch", "--quiet", "--no-tags", "--depth=1", pathToFileURL(whole).href, commit] },
      signal,
    );
  } finally {
    await rm(whole, { recursive: true, force: true });
  }
}

async function holds(gitDir: string, commit: string, signal: AbortSignal): Promise<boolean> {
  return (await tryGit({ gitDir, args: ["cat-file", "-e", `${commit}^{tree}`] }, signal)).code === 0;
}

function unreachable(place: string, why: string): ScyllaError {
  return new ScyllaError("REPO_UNREACHABLE", `the repository ${place} can't be read: ${why}`, {
    hint: "Check the path or address in the task's `repo`, and that you may read it.",
  });
}

function missing(place: string, commit: string): ScyllaError {
  return new ScyllaError("COMMIT_MISSING", `commit ${commit} is not in ${place}`, {
    hint: "Check the task's `repo.commit`; it must be reachable from a branch or tag of that repository.",
  });
}
