import { existsSync } from "node:fs";
import { join } from "node:path";
import { readExperiment } from "@scylla/compose";
import { isScyllaError } from "@scylla/contracts";
import { nearPath } from "./own-command.ts";
import { usageError } from "./usage-error.ts";

/**
 * Keeps runs that were played back and runs that were paid for in directories of their own: a report of both would say neither
 * what anything cost nor what anybody measured.
 * @throws {ScyllaError} `USAGE`.
 */
export async function refuseMixture(dir: string, isReplay: boolean): Promise<void> {
  if (!existsSync(join(dir, "store.db"))) return;
  const { view } = await readExperiment({ dir }).catch((error: unknown) => {
    if (isScyllaError(error, "STORE_MISSING")) return { view: null };
    throw error;
  });
  const isReplayed = [...(view?.results.values() ?? [])].map(({ end }) => end?.costSource === "replayed");
  if (isReplayed.length === 0 || isReplayed.every((one) => one === isReplay)) return;
  throw isReplay
    ? usageError(`${nearPath(dir)} holds runs that were not played back`, "Name another directory with --out.")
    : usageError(
        `${nearPath(dir)} holds runs that were played back, which nobody paid for`,
        "Name another directory with --out, or play back the rest with --replay.",
      );
}
