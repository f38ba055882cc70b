import { spawn } from "node:child_process";
import { once } from "node:events";
import { ScyllaError } from "@scylla/contracts";

export interface GitCall {
  readonly args: readonly string[];
  readonly gitDir?: string | undefined;
  readonly workTree?: string | undefined;
  readonly cwd?: string | undefined;
  readonly input?: Uint8Array | undefined;
  /** A remote may need the operator's credentials; nothing else sees the operator's configuration. */
  readonly withCredentials?: boolean | undefined;
}

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Configuration that beats every file: nothing of a repository or of the operator runs, converts or prompts. */
const CONFIG: readonly (readonly [string, string])[] = [
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["core.attributesFile", "/dev/null"],
  ["core.excludesFile", "/dev/null"],
  ["core.protectNTFS", "false"],
  ["core.protectHFS", "false"],
  ["core.quotePath", "true"],
  ["safe.directory", "*"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["commit.gpgSign", "false"],
  ["protocol.ext.allow", "never"],
  ["submodule.recurse", "false"],
  ["fetch.recurseSubmodules", "false"],
  ["advice.detachedHead", "false"],
];

const BASE_ENVIRONMENT: Readonly<Record<string, string>> = {
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_LFS_SKIP_SMUDGE: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_CONFIG_COUNT: String(CONFIG.length),
  ...Object.fromEntries(
    CONFIG.flatMap(([key, value], i) => [
      [`GIT_CONFIG_KEY_${i}`, key],
      [`GIT_CONFIG_VALUE_${i}`, value],
    ]),
  ),
};

function environment(withCredentials: boolean): NodeJS.ProcessEnv {
  const path = process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin";
  if (!withCredentials)
    return { ...BASE_ENVIRONMENT, PATH: path, HOME: "/nonexistent", GIT_CONFIG_GLOBAL: "/dev/null" };
  const { HOME, SSH_AUTH_SOCK, XDG_CONFIG_HOME } = process.env;
  return { ...BASE_ENVIRONMENT, PATH: path, HOME, SSH_AUTH_SOCK, XDG_CONFIG_HOME };
}

/** Runs git, hardened. A failing command is a value. @throws {ScyllaError} `GIT_MISSING`, `INTERRUPTED`. */
export async function tryGit(call: GitCall, signal?: AbortSignal): Promise<GitResult> {
  const where = [call.gitDir && `--git-dir=${call.gitDir}`, call.workTree && `--work-tree=${call.workTree}`].filter(
    (arg) => arg !== undefined && arg !== "",
  );
  const child = spawn("git", [...(where as string[]), ...call.args], {
    cwd: call.cwd ?? "/",
    env: environment(call.withCredentials ?? false),
    stdio: [call.input ? "pipe" : "ignore", "pipe", "pipe"],
    ...(signal && { signal }),
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin?.on("error", () => {});
  child.stdin?.end(call.input);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return { code: code ?? 128, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString("utf8") };
  } catch (cause) {
    if (signal?.aborted) throw new ScyllaError("INTERRUPTED", `git ${call.args[0]} was interrupted`, { cause });
    throw new ScyllaError("GIT_MISSING", "git can't be started", {
      cause,
      hint: "Install git 2.30 or newer, and make sure that it is on the PATH.",
    });
  }
}

/** Runs git, hardened. @throws {ScyllaError} `GIT_FAILED` with git's last words. */
export async function git(call: GitCall, signal?: AbortSignal): Promise<Buffer> {
  const result = await tryGit(call, signal);
  if (result.code === 0) return result.stdout;
  throw new ScyllaError("GIT_FAILED", `git ${call.args[0]} failed: ${lastLine(result.stderr)}`);
}

export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
