import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hasStore } from "../experiments-in.ts";
import type { Candidates } from "./candidates.ts";

/**
 * Keys of the runs of the experiment directory that applies: one of the arguments, else the latest from here.
 * The last report names them at once; while there is none, the store does.
 */
export async function knownKeys(given: readonly string[]): Promise<readonly string[]> {
  const { findExperiment } = await import("../experiment-dir.ts");
  const named = given.find((word) => hasStore(word) || existsSync(join(word, ".scylla")));
  const dir = findExperiment(named);
  return reportedKeys(dir) ?? storedKeys(dir);
}

function reportedKeys(dir: string): readonly string[] | null {
  try {
    const { runs } = JSON.parse(readFileSync(join(dir, "reports", "results.json"), "utf8"));
    return runs.map(({ key }: { readonly key: string }) => key);
  } catch {
    return null;
  }
}

async function storedKeys(dir: string): Promise<readonly string[]> {
  const { readExperiment } = await import("@scylla/compose");
  const { results } = await readExperiment({ dir });
  return results.runs.map(({ key }) => key);
}

/** Keys up to the next `/` after what is typed: the last part only where the others are chosen. */
export function keyPrefixes(keys: readonly string[], typed: string): Candidates {
  const prefixes = keys
    .filter((key) => key.startsWith(typed))
    .map((key) => {
      const slash = key.indexOf("/", typed.length);
      return slash < 0 ? key : key.slice(0, slash + 1);
    });
  return { kind: "none", values: [...new Set(prefixes)].map((value) => ({ value })) };
}
