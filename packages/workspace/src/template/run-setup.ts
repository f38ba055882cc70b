import { mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type ProcessExit, type ProcessOutput, type ProcessRunner, ScyllaError } from "@scylla/contracts";
import { isolatedEnvironment } from "../processes/isolated-environment.ts";
import { removeTree } from "../tree/remove-tree.ts";

const LIMIT_MS = 30 * 60_000;
/** Bytes of each stream that are read for its end. */
const OUTPUT_CAP = 256 * 1024 * 1024;
const TAIL = 1500;

/** By which processes of a set-up are found when the process that began it is gone. */
export function setupToken(making: string): string {
  return `setup-${basename(making)}`;
}

/** Runs one set-up command in a template's tree. @throws {ScyllaError} `SETUP_FAILED` with the end of its log, `INTERRUPTED`. */
export async function runSetup(
  params: {
    readonly command: string | readonly string[];
    readonly making: string;
    readonly tree: string;
    readonly processes: ProcessRunner;
  },
  signal: AbortSignal,
): Promise<void> {
  const { command, making, tree, processes } = params;
  const scratch = join(making, "setup");
  const [home, tmp, outputDir] = [join(scratch, "home"), join(scratch, "tmp"), join(scratch, "logs")];
  for (const directory of [home, tmp, outputDir]) mkdirSync(directory, { recursive: true });
  const env = isolatedEnvironment({ home, tmp, allow: [], host: process.env });
  const token = setupToken(making);
  const { exit, stdout, stderr } = await processes.run(
    { command, cwd: tree, env, timeMs: LIMIT_MS, outputCap: OUTPUT_CAP, outputDir, token },
    signal,
  );
  const log = exit.kind === "exited" && exit.code === 0 ? "" : `\n${tailOf(stdout)}${tailOf(stderr)}`.trimEnd();
  await removeTree(scratch);
  if (exit.kind === "exited" && exit.code === 0) return;
  if (exit.kind === "aborted") throw new ScyllaError("INTERRUPTED", "the task's set-up was interrupted");
  const text = typeof command === "string" ? command : command.join(" ");
  throw new ScyllaError("SETUP_FAILED", `the set-up command \`${text}\` ${endOf(exit)}${log}`, {
    hint: "Make it work in a fresh checkout of the task's commit; nothing was bought yet.",
  });
}

function tailOf({ file }: ProcessOutput): string {
  return file === null ? "" : `${readFileSync(file).subarray(-TAIL).toString("utf8").trimEnd()}\n`;
}

function endOf(exit: ProcessExit): string {
  switch (exit.kind) {
    case "exited":
      return `ended with ${exit.code}`;
    case "signaled":
      return `was killed by ${exit.signal}`;
    case "not-started":
      return `could not be started (${exit.code})`;
    default:
      return `did not end within ${LIMIT_MS / 60_000} minutes`;
  }
}
