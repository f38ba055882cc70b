export { openArtifactStore } from "./artifacts/artifact-store.ts";
export { openRunStore } from "./store/open-run-store.ts";
export { acquireWriterLock, type WriterLock } from "./writer-lock.ts";
