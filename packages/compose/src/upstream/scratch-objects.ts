import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type ArtifactRef, sha256 } from "@scylla/contracts";

export interface ScratchObjects {
  put(bytes: Uint8Array): Promise<ArtifactRef>;
}

/** Stores objects where an export finds them, and waits for no disk: for a directory that is thrown away. */
export function scratchObjects(pathOf: (digest: string) => string): ScratchObjects {
  return {
    put: async (bytes) => {
      const digest = sha256(bytes);
      const path = pathOf(digest);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
      return { digest, bytes: bytes.length };
    },
  };
}
