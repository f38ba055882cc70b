import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** The environment variable that marks every process of one attempt. */
export const TOKEN_VARIABLE = "SCYLLA_TOKEN";

/** Milliseconds to wait for killed processes to be gone; a process in an uninterruptible wait may take longer. */
const GONE_WITHIN_MS = 5000;

/**
 * Process ids on this machine whose environment carries one of the tokens, also when they left their group or session.
 * Linux only: elsewhere the list is empty, and only process groups are killed.
 */
export function processesWithToken(tokens: ReadonlySet<string>): number[] {
  if (process.platform !== "linux" || tokens.size === 0) return [];
  return readdirSync("/proc")
    .filter((name) => name.charCodeAt(0) >= 49 && name.charCodeAt(0) <= 57)
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid && carries(pid, tokens));
}

const MARK = Buffer.from(`${TOKEN_VARIABLE}=`);

function carries(pid: number, tokens: ReadonlySet<string>): boolean {
  let environ: Buffer;
  try {
    environ = readFileSync(`/proc/${pid}/environ`);
  } catch {
    // Gone meanwhile, or not ours to read: then it is not ours to kill either.
    return false;
  }
  const at = environ.indexOf(MARK);
  if (at < 0 || (at > 0 && environ[at - 1] !== 0)) return false;
  const end = environ.indexOf(0, at);
  return tokens.has(environ.toString("latin1", at + MARK.length, end < 0 ? undefined : end));
}

/** Kills all that carry one of the tokens, those that they start meanwhile included. @returns how many there were. */
export async function killProcessesWithToken(tokens: ReadonlySet<string>): Promise<number> {
  const seen = new Set<number>();
  const deadline = performance.now() + GONE_WITHIN_MS;
  for (;;) {
    const alive = processesWithToken(tokens);
    if (alive.length === 0 || performance.now() > deadline) return seen.size;
    for (const pid of alive) {
      seen.add(pid);
      // Read again just before: the number may belong to somebody else by now.
      if (carries(pid, tokens)) sendSignal(pid, "SIGKILL");
    }
    await delay(2);
  }
}

/** @param target a process, or a group when negative. @returns false when it does not exist. */
export function sendSignal(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch {
    return false;
  }
}
