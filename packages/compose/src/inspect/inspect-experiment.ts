import {
  type Digest,
  type ExperimentView,
  type RunHistory,
  type RunId,
  readView,
  ScyllaError,
  type Treatment,
} from "@scylla/contracts";
import type { Difference } from "./cell-fields.ts";
import { type KnownCell, knownCells } from "./known-cells.ts";
import { cellDifferences, readableTreatment } from "./replaced-cell.ts";

/** An experiment directory that is open for questions; it is seen as it was when it was opened, also while it is being run. */
export interface InspectedExperiment extends AsyncDisposable {
  readonly view: ExperimentView;
  /** Cells of every plan that was ever accepted, by digest, newest first. */
  readonly cells: ReadonlyMap<Digest, KnownCell>;
  /** Everything about one run. @throws {ScyllaError} `INTERNAL` when there is none. */
  history(run: RunId): Promise<RunHistory>;
  /** Null where its stored object is gone or damaged. */
  treatment(cell: KnownCell): Promise<Treatment | null>;
  /** What makes the digests of two cells differ. */
  differences(before: KnownCell, after: KnownCell): Promise<readonly Difference[]>;
  /** A stored object. @throws {ScyllaError} `OBJECT_MISSING`, `OBJECT_DAMAGED`. */
  object(digest: Digest): Promise<Uint8Array>;
  /** Where an object lies. */
  objectFile(digest: Digest): string;
}

/** @throws {ScyllaError} `STORE_MISSING`, `STORE_DAMAGED`, `STORE_NEWER`. */
export async function inspectExperiment({ dir }: { readonly dir: string }): Promise<InspectedExperiment> {
  const { objectPath, openArtifactStore, openRunStore } = await import("@scylla/persistence");
  const reader = await openRunStore({ dir, mode: "read" });
  await using opened = new AsyncDisposableStack();
  opened.defer(() => reader.close());
  const artifacts = openArtifactStore({ dir });
  const view = await readView(reader);
  if (!view)
    throw new ScyllaError("STORE_MISSING", `no plan was accepted in ${dir} yet`, { hint: "Run its experiment first." });
  const cells = knownCells(await reader.plans());
  const kept = opened.move();
  return {
    view,
    cells,
    history: async (run) => {
      const history = await reader.history(run);
      if (!history) throw new ScyllaError("INTERNAL", `the store holds no run ${run}`);
      return history;
    },
    treatment: ({ cell }) => readableTreatment(artifacts, cell.treatment),
    differences: (before, after) => cellDifferences(before, after, artifacts),
    object: (digest) => artifacts.get(digest),
    objectFile: (digest) => objectPath(dir, digest),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
