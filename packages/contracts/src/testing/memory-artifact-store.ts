import { sha256 } from "../digest.ts";
import { ScyllaError } from "../errors.ts";
import { PORTS } from "../port.ts";
import type { ArtifactStore } from "../ports/artifact-store.ts";

/** Files by absolute path: what in-memory workspaces, processes and artifact stores share instead of a disk. */
export type MemoryFiles = Map<string, Uint8Array>;

/** An artifact store in memory. Its objects can be handed to another one, as another process would find them. */
export function memoryArtifactStore(
  options: {
    readonly objects?: Map<string, Uint8Array> | undefined;
    /** Where `put({ file })` looks. */
    readonly files?: MemoryFiles | undefined;
  } = {},
): ArtifactStore {
  const objects = options.objects ?? new Map<string, Uint8Array>();

  function read(path: string): Uint8Array {
    const bytes = options.files?.get(path);
    if (!bytes) throw new ScyllaError("FILE_MISSING", `there is no file ${path}`);
    return bytes;
  }

  return {
    port: PORTS.artifactStore,
    put: async (source) => {
      const bytes = Uint8Array.from(source instanceof Uint8Array ? source : read(source.file));
      const digest = sha256(bytes);
      if (!objects.has(digest)) objects.set(digest, bytes);
      return { digest, bytes: bytes.length };
    },
    get: async (digest) => {
      const bytes = objects.get(digest);
      if (!bytes) throw new ScyllaError("OBJECT_MISSING", `there is no object ${digest}`);
      if (sha256(bytes) !== digest)
        throw new ScyllaError("OBJECT_DAMAGED", `the object ${digest} holds something else`);
      return Uint8Array.from(bytes);
    },
    has: async (digest) => objects.has(digest),
  };
}
