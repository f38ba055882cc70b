import { readdir, readFile } from "node:fs/promises";

interface Process {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
}

/** What an agent puts between itself and the program that a tool call starts. */
const BETWEEN = new Set(["sh", "bash", "dash", "zsh", "sleep"]);

/** Processes in whose environment a text stands, such as the token of an attempt. */
export async function processesWith(text: string): Promise<readonly Process[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => processAt(pid, text)));
  return found.flatMap((one) => one ?? []);
}

/** The process of an agent whose tool call sleeps: what started the shell. @throws {Error} where nothing sleeps. */
export async function agentAsleep(text: string): Promise<number> {
  const found = new Map((await processesWith(text)).map((one) => [one.pid, one]));
  let process = [...found.values()].find(({ name }) => name === "sleep");
  while (process && BETWEEN.has(process.name)) process = found.get(process.parent);
  if (!process) throw new Error(`no process with ${text} in its environment sleeps for an agent`);
  return process.pid;
}

/** Null for one without the text, or that is gone meanwhile. */
async function processAt(pid: string, text: string): Promise<Process | null> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`);
    if (!environment.includes(text)) return null;
    // `pid (name) state parent ...`, where a name may hold anything.
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return {
      pid: Number(pid),
      name: stat.slice(stat.indexOf("(") + 1, end),
      parent: Number(stat.slice(end + 2).split(" ")[1]),
    };
  } catch {
    return null;
  }
}
