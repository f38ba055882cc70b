import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ScyllaError } from "@scylla/contracts";

/** A CLI that takes two seconds on a quiet machine takes a minute on one that many agents work on. */
const TIME_LIMIT_MS = 180_000;

export interface Cli {
  /** What starts it: a name on the PATH, or a path. */
  readonly executable: string;
  /** What it comes with, for people. */
  readonly install: string;
  /** How long its answer is waited for. */
  readonly timeMs?: number;
}

/**
 * What a CLI says that its version is. It is asked in an empty HOME, so that it neither reads nor writes the operator's own.
 * @throws {ScyllaError} `AGENT_MISSING`, saying how to install it.
 */
export async function cliVersion({ executable, install, timeMs = TIME_LIMIT_MS }: Cli): Promise<string> {
  const hint = `Install it with \`npm install --global ${install}\`.`;
  const home = await mkdtemp(join(tmpdir(), "scylla-version-"));
  try {
    const { stdout } = await promisify(execFile)(executable, ["--version"], {
      env: { PATH: process.env["PATH"] ?? "", HOME: home, TMPDIR: home },
      cwd: home,
      timeout: timeMs,
      // One that ends well on TERM would seem to have nothing to say.
      killSignal: "SIGKILL",
      encoding: "utf8",
    });
    const version = /\d+\.\d+\.\d+\S*/.exec(stdout)?.[0];
    if (version !== undefined) return version;
  } catch (cause) {
    if (cause instanceof Error && "killed" in cause && cause.killed === true)
      throw new ScyllaError("AGENT_MISSING", `${executable} --version did not end in ${timeMs / 1000} s`, {
        hint: "Start it by hand and see what it waits for; where many programs are at work, try again with fewer.",
        cause,
      });
    const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new ScyllaError("AGENT_MISSING", `${executable} can't be started${code}`, { hint, cause });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
  throw new ScyllaError("AGENT_MISSING", `${executable} --version names no version`, { hint });
}

/**
 * A program that a CLI starts and would fetch by itself where it is missing: from a network that it need not have.
 * @throws {ScyllaError} `AGENT_MISSING`, saying how to install it.
 */
export async function requireProgram({ executable, install }: Cli, whose: string): Promise<void> {
  try {
    await promisify(execFile)(executable, ["--version"], { timeout: TIME_LIMIT_MS });
  } catch (cause) {
    throw new ScyllaError("AGENT_MISSING", `${whose} needs ${executable}, which can't be started`, {
      hint: `Install ${install}, so that \`${executable}\` is on the PATH.`,
      cause,
    });
  }
}
