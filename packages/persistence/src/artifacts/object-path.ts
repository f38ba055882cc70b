import { join } from "node:path";
import type { Digest } from "@scylla/contracts";

/** Where the objects of an experiment directory are. */
export function objectsOf(dir: string): string {
  return join(dir, "objects");
}

/** `objects/ab/cdef...` */
export function objectPath(dir: string, digest: Digest): string {
  return join(objectsOf(dir), digest.slice(0, 2), digest.slice(2));
}
