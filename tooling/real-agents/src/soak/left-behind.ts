import { globSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";

/** What is still there of an experiment that has ended, by kind. */
export interface LeftBehind {
  readonly processes: readonly string[];
  readonly mounts: readonly string[];
  readonly sockets: readonly string[];
  /** In the temporary directory of the runner. */
  readonly temporary: readonly string[];
  readonly workspaces: readonly string[];
}

/** @param place a directory whose path is in the environment or command line of everything that was started. */
export async function leftBehind(place: { readonly work: string; readonly tmp: string }): Promise<LeftBehind> {
  const isOurs = (text: string): boolean => text.includes(place.work) || text.includes(place.tmp);
  const lines = (file: string): readonly string[] => readFileSync(file, "utf8").split("\n");
  return {
    processes: globSync("/proc/[0-9]*/environ").filter((file) => isOurs(textOf(file))),
    mounts: lines("/proc/self/mountinfo").filter(isOurs),
    sockets: lines("/proc/net/unix").filter(isOurs),
    temporary: await readdir(place.tmp),
    workspaces: globSync("{runs,graded}/*/*", { cwd: place.work }),
  };
}

/** What can't be read has ended meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
