import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Recording } from "./record-agent.ts";

/** Set by `pnpm test:agents --record`. */
export const RECORD = "SCYLLA_RECORD_AGENTS";

const RECORDINGS = fileURLToPath(new URL("../../fixtures/recordings", import.meta.url));

export function recordingFile(kind: string, scenario: string): string {
  return join(RECORDINGS, kind, `${scenario}.json`);
}

/** What was recorded of a CLI, by scenario. */
export function recordingsOf(kind: string): ReadonlyMap<string, Recording> {
  const files = globSync(`${kind}/*.json`, { cwd: RECORDINGS }).sort();
  return new Map(
    files.map((file) => [
      basename(file, ".json"),
      JSON.parse(readFileSync(join(RECORDINGS, file), "utf8")) as Recording,
    ]),
  );
}
