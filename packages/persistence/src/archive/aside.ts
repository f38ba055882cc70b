import { readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeDirectory } from "../artifacts/durable-file.ts";

/** The name under which this process makes what is to be `target`; what processes that are gone have left there is removed. */
export function asideOf(target: string): string {
  const parent = dirname(target);
  makeDirectory(parent);
  const pattern = `.${basename(target)}.making-`;
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(pattern) ? Number(name.slice(pattern.length)) : 0;
    if (pid > 0 && (pid === process.pid || !isAlive(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  return join(parent, `${pattern}${process.pid}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
