import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The file whose presence makes a directory an experiment directory. It is never opened here: that could drop the writer's lock. */
export const STORE = "store.db";

/** What `run --fresh` calls the directory that it keeps. */
export const MOVED_ASIDE = /\.old-\d+$/;

/** True for a directory that holds an experiment, in whatever condition. */
export function hasStore(dir: string): boolean {
  return existsSync(join(dir, STORE));
}

/** Experiment directories right in another one; none where that can't be read. */
export function experimentsIn(parent: string): readonly string[] {
  try {
    return readdirSync(parent)
      .map((name) => join(parent, name))
      .filter(hasStore);
  } catch {
    return [];
  }
}
