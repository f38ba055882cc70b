import type { Digest } from "../digest.ts";
import type { PORTS } from "../port.ts";

export interface ArtifactRef {
  readonly digest: Digest;
  readonly bytes: number;
}

/** Immutable content-addressed objects. */
export interface ArtifactStore {
  readonly port: typeof PORTS.artifactStore;
  /**
   * Stores bytes, or the content of a file that is copied. Durable when it resolves: the object's bytes and its name.
   * Storing the same bytes again is cheap and changes nothing; two at once are safe.
   * @throws {ScyllaError} `FILE_MISSING` when there is no such file, `DISK_FULL`.
   */
  put(source: Uint8Array | { readonly file: string }): Promise<ArtifactRef>;
  /** @throws {ScyllaError} `OBJECT_MISSING`, or `OBJECT_DAMAGED` when the content does not match the digest. */
  get(digest: Digest): Promise<Uint8Array>;
  has(digest: Digest): Promise<boolean>;
}
