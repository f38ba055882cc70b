import { git } from "./git-command.ts";
import { gitMissing, OLDEST_GIT } from "./git-missing.ts";

/** @returns its version. @throws {ScyllaError} `GIT_MISSING` when there is none that can be run hardened. */
export async function requireGit(signal?: AbortSignal): Promise<string> {
  const version = (await git({ args: ["version"] }, signal)).toString("utf8").trim();
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  if (major < OLDEST_GIT[0] || (major === OLDEST_GIT[0] && minor < OLDEST_GIT[1]))
    throw gitMissing(`this git is too old: ${version}`);
  return version.replace(/^git version /, "");
}
