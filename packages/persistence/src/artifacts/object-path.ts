import { join } from "node:path";
import type { Digest } from "@scylla/contracts";

/** Where the objects of an experiment directory are. */
export function objectsOf(dir: string): string {
  return join(dir, "objects");
}

/** `objects/ab/cdef...` of a SHA-256 in lower-case hex. */
export function objectPath(dir: string, digest: Digest): string {
  return join(objectsOf(dir), digest.slice(0, 2), digest.slice(2));
}

/** False for what might lead out of the objects. */
export function isDigest(text: string): text is Digest {
  return /^[0-9a-f]{64}$/.test(text);
}
