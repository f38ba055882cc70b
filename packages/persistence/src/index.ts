export { type ExportSummary, exportExperiment } from "./archive/export-experiment.ts";
export { type ImportSummary, importExperiment } from "./archive/import-experiment.ts";
export { openArtifactStore } from "./artifacts/artifact-store.ts";
export { objectPath } from "./artifacts/object-path.ts";
export { type ObjectGarbage, objectGarbage } from "./object-garbage.ts";
export { requireLocalDisk, requireSqlite } from "./sqlite/require-support.ts";
export { openRunStore } from "./store/open-run-store.ts";
export { acquireWriterLock, type WriterLock } from "./writer-lock.ts";
