import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { archivedTables, rowsOf } from "./archive/archive-rows.ts";
import { objectsOf } from "./artifacts/object-path.ts";
import { openDatabase } from "./sqlite/open-database.ts";
import { naming } from "./sqlite/store-error.ts";

export interface ObjectGarbage {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Files among the objects of an experiment directory that its store does not name: attempts that were killed have stored them, or were about to.
 * Take the writer's lock first: what a live run has just stored is not named yet either.
 * @throws {ScyllaError} `STORE_MISSING`, `STORE_DAMAGED`.
 */
export function objectGarbage({ dir }: { readonly dir: string }): readonly ObjectGarbage[] {
  const named = namedDigests(dir);
  const objects = objectsOf(dir);
  return naming(`${objects} can't be looked at`, () => {
    if (!existsSync(objects)) return [];
    const files = readdirSync(objects, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const unnamed = files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !named.has(path.slice(objects.length + 1).replace("/", "")));
    return unnamed.sort().map((path) => ({ path, bytes: statSync(path).size }));
  });
}

/** Everything in the store that could be the name of an object: rather too much is kept than too little. */
function namedDigests(dir: string): ReadonlySet<string> {
  const database = openDatabase(dir, "read");
  try {
    const named = new Set<string>();
    for (const table of archivedTables(database))
      for (const row of rowsOf(database, table))
        for (const value of row)
          if (typeof value === "string") for (const [digest] of value.matchAll(/[0-9a-f]{64}/g)) named.add(digest);
    return named;
  } finally {
    database.close();
  }
}
