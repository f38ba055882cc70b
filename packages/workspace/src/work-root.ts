import { existsSync, lstatSync, mkdirSync, realpathSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ScyllaError } from "@scylla/contracts";

/** What would reach an agent although its treatment does not hold it: agents look for these in every directory above their own. */
const HIDDEN_INPUTS = [
  ".git",
  "CLAUDE.md",
  "CLAUDE.local.md",
  "AGENT.md",
  "AGENTS.md",
  "AGENTS.override.md",
  "GEMINI.md",
  "QWEN.md",
  "opencode.json",
  "opencode.jsonc",
  ".claude",
  ".codex",
  ".cursor",
  ".cursorrules",
  ".gemini",
  ".mcp.json",
  ".opencode",
];

/**
 * Where repositories, templates and workspaces live: `SCYLLA_WORK_DIR`, else a directory of this user's that survives a reboot.
 * It is outside of every repository, so that agents find no instructions in the directories above.
 */
export function defaultWorkRoot(environment: Readonly<Record<string, string | undefined>>): string {
  const chosen = environment["SCYLLA_WORK_DIR"];
  if (chosen) return resolve(chosen);
  const base = existsSync("/var/tmp") ? "/var/tmp" : tmpdir();
  return join(base, `scylla-${userInfo().uid}`);
}

/** Makes the work root, private to this user. @returns its path without links. @throws {ScyllaError} `WORK_ROOT_UNSAFE` with the reason and what to do. */
export function prepareWorkRoot(root: string): string {
  try {
    makeDirectory(resolve(root));
  } catch (cause) {
    throw unsafe(root, "it can't be made", cause);
  }
  const stat = lstatSync(root);
  if (!stat.isDirectory()) throw unsafe(root, "it is not a directory");
  const uid = process.getuid?.();
  if (uid !== undefined && stat.uid !== uid) throw unsafe(root, "it belongs to another user");
  if ((stat.mode & 0o002) !== 0) throw unsafe(root, "every user may write to it");
  // Agents see the real path, whatever links lead to it.
  const real = realpathSync(root);
  for (let dir = real; ; dir = dirname(dir)) {
    const found = HIDDEN_INPUTS.find((name) => existsSync(join(dir, name)));
    if (found) throw unsafe(root, `agents in it would find ${join(dir, found)}`);
    if (dir === dirname(dir)) return real;
  }
}

/** One at a time: where nothing can be made, as below /proc, the recursive kind never returns. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Somebody else was faster.
    if (!existsSync(path)) throw error;
  }
}

function unsafe(root: string, why: string, cause?: unknown): ScyllaError {
  return new ScyllaError("WORK_ROOT_UNSAFE", `workspaces can't be made in ${root}: ${why}`, {
    cause,
    hint: "Set SCYLLA_WORK_DIR to a directory of your own, outside of every repository.",
  });
}
