import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { ScyllaError } from "@scylla/contracts";
import { sendSignal } from "../processes/token-scan.ts";
import { gitMissing } from "./git-missing.ts";

export interface GitCall {
  readonly args: readonly string[];
  readonly gitDir?: string | undefined;
  readonly workTree?: string | undefined;
  readonly cwd?: string | undefined;
  readonly input?: Uint8Array | undefined;
  /** For reading a source: it may need the operator's credentials and exceptions. Nothing else sees the operator's configuration. */
  readonly asOperator?: boolean | undefined;
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
  GIT_ATTR_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_LFS_SKIP_SMUDGE: "1",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_DEFAULT_HASH: "sha1",
  GIT_DEFAULT_REF_FORMAT: "files",
  GIT_CONFIG_COUNT: String(CONFIG.length),
  ...Object.fromEntries(
    CONFIG.flatMap(([key, value], i) => [
      [`GIT_CONFIG_KEY_${i}`, key],
      [`GIT_CONFIG_VALUE_${i}`, value],
    ]),
  ),
};

/** Of the operator: where the configuration is, how ssh and certificates are set up, and the way through a proxy. */
const OPERATOR =
  /^(HOME|XDG_CONFIG_HOME|GIT_CONFIG_(GLOBAL|SYSTEM)|GIT_ASKPASS|(GIT_)?(SSH|SSL)_\w+|GIT_SSH|(https?|all|no)_proxy)$/i;

function environment(asOperator: boolean): NodeJS.ProcessEnv {
  const path = process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin";
  const own = asOperator
    ? Object.fromEntries(Object.entries(process.env).filter(([name]) => OPERATOR.test(name)))
    : { HOME: "/nonexistent", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return { ...own, ...BASE_ENVIRONMENT, PATH: path };
}

/** Runs git, hardened. A failing command is a value. @throws {ScyllaError} `GIT_MISSING`, `INTERRUPTED`. */
export async function tryGit(call: GitCall, signal?: AbortSignal): Promise<GitResult> {
  const { gitDir, workTree, input, cwd = "/" } = call;
  const where = [...(gitDir ? [`--git-dir=${gitDir}`] : []), ...(workTree ? [`--work-tree=${workTree}`] : [])];
  if (signal?.aborted) throw interrupted(call);
  const child = spawn("git", [...where, ...call.args], {
    cwd,
    env: environment(call.asOperator ?? false),
    stdio: [input ? "pipe" : "ignore", "pipe", "pipe"],
    // A group of its own, so that what it starts is stopped with it; and no terminal to ask anything on.
    detached: true,
  });
  const stop = (): void => {
    if (child.pid !== undefined) sendSignal(-child.pid, "SIGKILL");
  };
  signal?.addEventListener("abort", stop, { once: true });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    if (signal?.aborted) throw interrupted(call);
    return { code: code ?? 128, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString("utf8") };
  } catch (cause) {
    if (cause instanceof ScyllaError) throw cause;
    if (!existsSync(cwd)) throw new ScyllaError("GIT_FAILED", `git ${call.args[0]} failed: ${cwd} is gone`, { cause });
    throw gitMissing("git can't be started", cause);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** Runs git, hardened. @throws {ScyllaError} `GIT_FAILED` with git's complaint, `DISK_FULL`, and as {@link tryGit}. */
export async function git(call: GitCall, signal?: AbortSignal): Promise<Buffer> {
  const result = await tryGit(call, signal);
  if (result.code === 0) return result.stdout;
  throw gitFailed(call.args[0] ?? "", result);
}

/** `DISK_FULL` or `GIT_FAILED`, with git's complaint. */
export function gitFailed(command: string, result: GitResult): ScyllaError {
  const code = isOutOfRoom(result) ? "DISK_FULL" : "GIT_FAILED";
  return new ScyllaError(code, `git ${command} failed: ${complaint(result.stderr)}`);
}

export function isOutOfRoom({ stderr }: GitResult): boolean {
  return /No space left on device|Out of diskspace|Disk quota exceeded/.test(stderr);
}

function interrupted(call: GitCall): ScyllaError {
  return new ScyllaError("INTERRUPTED", `git ${call.args[0]} was interrupted`);
}

/** What git says went wrong: its first complaint; what follows is advice. */
export function complaint(stderr: string): string {
  const lines = stderr.trim().split("\n");
  const first = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines.at(-1) ?? "";
  return first.replace(/^(fatal|error): /, "");
}
