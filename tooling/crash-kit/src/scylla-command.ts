import { globSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SOURCE = `${ROOT}packages/cli/src/bin.ts`;
const BUILT = `${ROOT}packages/cli/dist/bin.js`;

/** How the real command line is started: as built where that is newer than every source, because it starts faster; else from the sources. */
export function scyllaCommand(): readonly string[] {
  const built = changedAt(BUILT);
  const sources = globSync(`${ROOT}packages/*/src/**/*.ts`).map(changedAt);
  return sources.every((at) => at <= built)
    ? [process.execPath, BUILT]
    : [process.execPath, "--conditions=@scylla/source", SOURCE];
}

/** Milliseconds; 0 for a file that does not exist. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
