import {
  type ArtifactStore,
  cellLabel,
  type Digest,
  isScyllaError,
  type PlannedCell,
  type RunRecord,
  type Treatment,
} from "@scylla/contracts";
import { loadTreatment } from "@scylla/runner-core";
import { cellFields, type Difference, differences } from "./cell-fields.ts";
import type { KnownCell } from "./known-cells.ts";

type Artifacts = Pick<ArtifactStore, "get">;

/** A cell of an earlier plan in the place of another, and what makes the two differ. */
export interface ReplacedCell {
  readonly digest: Digest;
  readonly differences: readonly Difference[];
}

/** The newest other cell of the same label that was begun; null when there is none. */
export async function replacedCell(
  cell: PlannedCell,
  known: ReadonlyMap<Digest, KnownCell>,
  runs: readonly RunRecord[],
  artifacts: Artifacts,
): Promise<ReplacedCell | null> {
  const self = known.get(cell.digest);
  const label = cellLabel(cell.key);
  const others = [...known.values()].filter(
    (one) => one.cell.digest !== cell.digest && cellLabel(one.cell.key) === label,
  );
  const begun = others.find((one) => runs.some((run) => run.cell === one.cell.digest && run.fence > 0));
  if (!self || !begun) return null;
  return { digest: begun.cell.digest, differences: await cellDifferences(begun, self, artifacts) };
}

/** What makes the digests of two cells differ. */
export async function cellDifferences(
  before: KnownCell,
  after: KnownCell,
  artifacts: Artifacts,
): Promise<readonly Difference[]> {
  const treatments = [
    await readableTreatment(artifacts, before.cell.treatment),
    await readableTreatment(artifacts, after.cell.treatment),
  ] as const;
  // Where one can't be read, digests are compared with digests.
  const [one, other] = treatments.includes(null) ? [null, null] : treatments;
  return differences(cellFields({ ...before, treatment: one }), cellFields({ ...after, treatment: other }));
}

/** Null for a stored object that is gone or damaged: what it was about can still be told of, in part. */
export async function readableTreatment(artifacts: Artifacts, digest: Digest): Promise<Treatment | null> {
  try {
    return await loadTreatment(artifacts, digest);
  } catch (error) {
    if (isScyllaError(error, "OBJECT_MISSING") || isScyllaError(error, "OBJECT_DAMAGED")) return null;
    throw error;
  }
}
