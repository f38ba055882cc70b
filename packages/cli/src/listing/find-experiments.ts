import { type Dirent, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasStore } from "../experiments-in.ts";

/** How deep is looked below, and at how many directories: a home directory is not searched through. */
const DEPTH = 5;
const VISITS = 4000;

const PASSED_BY: ReadonlySet<string> = new Set(["node_modules", "objects", "reports"]);

/** Every experiment directory under `.scylla` of this directory and those above it, and anywhere below. */
export function findExperiments(from: string): readonly string[] {
  const found = new Set<string>();
  for (let at = from; ; at = dirname(at)) {
    for (const name of directoriesOf(join(at, ".scylla"))) addIfExperiment(join(at, ".scylla", name), found);
    if (dirname(at) === at) break;
  }
  let visits = 0;
  const level = (dirs: readonly string[], depth: number): void => {
    const below = dirs.flatMap((dir) => {
      if (addIfExperiment(dir, found) || ++visits > VISITS) return [];
      const names = directoriesOf(dir).filter(
        (name) => name === ".scylla" || !(name.startsWith(".") || PASSED_BY.has(name)),
      );
      return names.map((name) => join(dir, name));
    });
    if (depth < DEPTH && below.length > 0) level(below, depth + 1);
  };
  level([from], 0);
  return [...found];
}

function addIfExperiment(dir: string, found: Set<string>): boolean {
  const is = hasStore(dir);
  if (is) found.add(dir);
  return is;
}

/** Links are not followed. What can't be read holds nothing for this user. */
function directoriesOf(dir: string): readonly string[] {
  let entries: readonly Dirent[] = [];
  try {
    entries = readdirSync(dir, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
