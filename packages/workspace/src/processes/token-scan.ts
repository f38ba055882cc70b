import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** The environment variable that marks every process of one attempt. */
export const TOKEN_VARIABLE = "SCYLLA_TOKEN";

/** Milliseconds to wait for killed processes to be gone; a process in an uninterruptible wait may take longer. */
const GONE_WITHIN_MS = 5000;

/** How often to look again when a process ended under the eyes of a scan that found nothing: it may have left a successor. */
const RESCANS = 20;

const MARK = `\0${TOKEN_VARIABLE}=`;

/**
 * Process ids on this machine whose environment carries one of the tokens, also when they left their group or session.
 * Linux only: elsewhere the list is empty, and only process groups are killed.
 */
export function processesWithToken(tokens: ReadonlySet<string>): number[] {
  return scan(tokens).found;
}

/** Kills all that carry one of the tokens, those that they start meanwhile included. @returns how many there were. */
export async function killProcessesWithToken(tokens: ReadonlySet<string>): Promise<number> {
  const seen = new Set<number>();
  const deadline = performance.now() + GONE_WITHIN_MS;
  for (let inconclusive = 0; performance.now() < deadline; ) {
    const { found, conclusive } = scan(tokens);
    if (found.length === 0 && (conclusive || ++inconclusive > RESCANS)) break;
    for (const pid of found) {
      seen.add(pid);
      // Read again just before: the number may belong to somebody else by now.
      if (carries(pid, tokens)) sendSignal(pid, "SIGKILL");
    }
    if (found.length > 0) await delay(2);
  }
  return seen.size;
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

function scan(tokens: ReadonlySet<string>): { readonly found: number[]; readonly conclusive: boolean } {
  if (process.platform !== "linux" || tokens.size === 0) return { found: [], conclusive: true };
  const found: number[] = [];
  let conclusive = true;
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!(pid > 1) || pid === process.pid) continue;
    const carrier = carries(pid, tokens);
    if (carrier) found.push(pid);
    if (carrier === null) conclusive = false;
  }
  return { found, conclusive };
}

/** Null: it ended meanwhile. What is not ours to read is not ours to kill either. */
function carries(pid: number, tokens: ReadonlySet<string>): boolean | null {
  let environ: string;
  try {
    environ = `\0${readFileSync(`/proc/${pid}/environ`, "latin1")}\0`;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code !== "EACCES" ? null : false;
  }
  for (let at = environ.indexOf(MARK); at >= 0; at = environ.indexOf(MARK, at + 1)) {
    const from = at + MARK.length;
    if (tokens.has(environ.slice(from, environ.indexOf("\0", from)))) return true;
  }
  return false;
}
