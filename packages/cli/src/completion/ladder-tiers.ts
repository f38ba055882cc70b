import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Tiers in the ladder of an experiment file, by the names of their directories; none where that is not one. */
export function ladderTiers(file: string): readonly string[] {
  try {
    const ladder = /^ladder:\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$/m.exec(readFileSync(file, "utf8"))?.[1];
    if (ladder === undefined) return [];
    const dir = join(dirname(file), ladder);
    return readdirSync(dir, { withFileTypes: true })
      .filter(
        (entry) => entry.isDirectory() && readdirSync(join(dir, entry.name)).some((name) => /\.ya?ml$/.test(name)),
      )
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}
