import { readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import { makeDirectory } from "../artifacts/durable-file.ts";

/** A name under which something is made. Disposing removes what is still there. */
export interface Aside extends Disposable {
  readonly path: string;
}

/** What this process is making: what else has its number was left by another one that had it before. */
const making = new Set<string>();

/**
 * The name under which this process makes what is to be `target`; what processes that are gone have left there is removed.
 * @throws {ScyllaError} `USAGE` where this process is making the same already.
 */
export function asideOf(target: string): Aside {
  const parent = dirname(target);
  makeDirectory(parent);
  const pattern = `.${basename(target)}.making-`;
  const path = join(parent, `${pattern}${process.pid}`);
  if (making.has(path))
    throw new ScyllaError("USAGE", `${target} is being made already`, {
      hint: "Name another place with --out, or wait.",
    });
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(pattern) ? Number(name.slice(pattern.length)) : 0;
    if (pid > 0 && (pid === process.pid || !isAlive(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  making.add(path);
  return {
    path,
    [Symbol.dispose]: () => {
      making.delete(path);
      rmSync(path, { recursive: true, force: true });
    },
  };
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
