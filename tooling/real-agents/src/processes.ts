import { readdir, readFile } from "node:fs/promises";

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** Processes in whose environment a text stands, such as the place that they work in. */
export async function processesWith(text: string): Promise<readonly number[]> {
  return (await processes(text)).map(({ pid }) => pid);
}

/** The one that the others come from. @throws {Error} where there is none. */
export async function rootProcessOf(text: string): Promise<number> {
  const found = await processes(text);
  const pids = new Set(found.map(({ pid }) => pid));
  const [root] = found.filter(({ parent }) => !pids.has(parent));
  if (!root) throw new Error(`no process has ${text} in its environment`);
  return root.pid;
}

async function processes(text: string): Promise<readonly Process[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => processAt(pid, text)));
  return found.flatMap((one) => one ?? []);
}

/** Null for one without the text, or that is gone meanwhile. */
async function processAt(pid: string, text: string): Promise<Process | null> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`);
    if (!environment.includes(text)) return null;
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name before it may hold anything, parentheses too.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return { pid: Number(pid), parent };
  } catch {
    return null;
  }
}
