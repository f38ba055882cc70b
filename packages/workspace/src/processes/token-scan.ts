import { readdirSync, readFileSync, statSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** The environment variable that marks every process of one attempt. */
export const TOKEN_VARIABLE = "SCYLLA_TOKEN";

/** Milliseconds to wait for killed processes to be gone; a process in an uninterruptible wait may take longer. */
const GONE_WITHIN_MS = 5000;

/** How often to look again when a scan that found nothing could not be sure of all that it saw. */
const RESCANS = 20;

const MARK = `\0${TOKEN_VARIABLE}=`;

/**
 * Process ids on this machine whose environment carries one of the tokens, also when they left their group or session.
 * Linux only: elsewhere the list is empty, and only process groups are killed.
 */
export function processesWithToken(tokens: ReadonlySet<string>): number[] {
  return scan(tokens).found;
}

/**
 * Kills all that carry one of the tokens, those that they start meanwhile included. A process that ends under the eyes of a scan may
 * have left a successor, and one that is just executing its program shows no environment yet: then it looks again.
 * @returns how many there were.
 */
export async function killProcessesWithToken(tokens: ReadonlySet<string>): Promise<number> {
  const seen = new Set<number>();
  const deadline = performance.now() + GONE_WITHIN_MS;
  let unsure: ReadonlySet<number> = new Set();
  for (let rescans = 0; performance.now() < deadline; ) {
    const looked = scan(tokens);
    const doubt = looked.unsure.some((pid) => !unsure.has(pid));
    unsure = new Set(looked.unsure);
    if (looked.found.length === 0 && (!doubt || ++rescans > RESCANS)) break;
    for (const pid of looked.found) {
      seen.add(pid);
      // Read again just before: the number may belong to somebody else by now.
      if (look(pid, tokens) === "carries") sendSignal(pid, "SIGKILL");
    }
    if (looked.found.length > 0) await delay(2);
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

/** Processes that need no second look, by what tells them from a later one of the same number: they carry nobody's token, or are dead. */
let settled: ReadonlyMap<number, string> = new Map();

function scan(tokens: ReadonlySet<string>): { readonly found: number[]; readonly unsure: number[] } {
  const found: number[] = [];
  const unsure: number[] = [];
  if (process.platform !== "linux" || tokens.size === 0) return { found, unsure };
  const stillSettled = new Map<number, string>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!(pid > 1) || pid === process.pid) continue;
    const identity = identityOf(pid);
    const known = identity !== null && settled.get(pid) === identity;
    const seen = known ? "clean" : look(pid, tokens);
    if (seen === "carries") found.push(pid);
    if (seen === "dead" || seen === "empty") unsure.push(pid);
    if ((seen === "dead" || seen === "clean") && identity !== null) stillSettled.set(pid, identity);
  }
  settled = stillSettled;
  return { found, unsure };
}

/** The kernel makes a directory of its own for each process; null when it is gone. */
function identityOf(pid: number): string | null {
  const stat = statSync(`/proc/${pid}`, { throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.ctimeMs}` : null;
}

/**
 * `clean`: it carries no token at all. `other`: it is somebody else's. `dead`: it ended, or is a thread of the kernel.
 * `empty`: it shows no environment, as for a moment every process does that executes a program.
 */
type Seen = "carries" | "other" | "clean" | "dead" | "empty";

/** What is not ours to read is not ours to kill either. */
function look(pid: number, tokens: ReadonlySet<string>): Seen {
  let environ: string;
  try {
    environ = readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EACCES" ? "other" : "dead";
  }
  if (environ === "") return "empty";
  const text = `\0${environ}\0`;
  let at = text.indexOf(MARK);
  if (at < 0) return "clean";
  for (; at >= 0; at = text.indexOf(MARK, at + 1)) {
    const from = at + MARK.length;
    if (tokens.has(text.slice(from, text.indexOf("\0", from)))) return "carries";
  }
  return "other";
}
