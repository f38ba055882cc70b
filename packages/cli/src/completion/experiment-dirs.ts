import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** Experiment directories near the path that is being typed: under its `.scylla`, which shells do not offer by themselves. */
export function experimentDirs(typed: string): readonly string[] {
  const parent = typed.endsWith("/") ? typed : dirname(typed);
  return [parent, join(parent, ".scylla")].flatMap(experimentsIn);
}

function experimentsIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir)
      .filter((name) => existsSync(join(dir, name, "store.db")))
      .map((name) => join(dir, name));
  } catch {
    return [];
  }
}
