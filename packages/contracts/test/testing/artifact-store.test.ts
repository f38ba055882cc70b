import { artifactStoreConformance, type MemoryFiles, memoryArtifactStore } from "@scylla/contracts/testing";
import { test } from "vitest";

const cases = artifactStoreConformance({
  open: async () => {
    const objects = new Map<string, Uint8Array>();
    const files: MemoryFiles = new Map();
    const open = () => memoryArtifactStore({ objects, files });
    return {
      store: open(),
      reopen: async () => open(),
      write: async (name, bytes) => {
        files.set(`/tmp/${name}`, bytes);
        return `/tmp/${name}`;
      },
      damage: async (digest) => {
        objects.set(digest, new Uint8Array(1));
      },
      dispose: async () => {},
    };
  },
});

for (const one of cases) test(one.name, one.run);
