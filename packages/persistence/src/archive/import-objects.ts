import { createHash } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { objectPath, objectsOf } from "../artifacts/object-path.ts";
import { syncDirectory } from "../sqlite/sync-directory.ts";
import { archiveInvalid } from "./archive-error.ts";
import type { ArchiveReader } from "./archive-reader.ts";
import type { Manifest } from "./entries.ts";

/** `objects/ab/cdef...` */
const NAME = /^objects\/([0-9a-f]{2})\/([0-9a-f]{62})$/;

/** Writes all objects, each proved to be what its name says, durably. @throws {ScyllaError} `ARCHIVE_INVALID`. */
export async function importObjects(dir: string, reader: ArchiveReader, { objects }: Manifest): Promise<void> {
  const made = new Set<string>();
  let last = "";
  let bytes = 0;
  for (let n = 0; n < objects.count; n++) {
    const { name, size } = await reader.next();
    const [, start = "", rest = ""] = NAME.exec(name) ?? [];
    const digest = start + rest;
    // In order, so that none stands twice.
    if (digest <= last) throw archiveInvalid(`${JSON.stringify(name)} stands where a further object belongs`);
    last = digest;
    bytes += size;
    if (bytes > objects.bytes) throw archiveInvalid("its objects are larger than its manifest tells");
    const file = objectPath(dir, digest);
    if (!made.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
    made.add(dirname(file));
    await writeObject(file, digest, reader);
  }
  if (bytes !== objects.bytes) throw archiveInvalid("its objects are smaller than its manifest tells");
  for (const directory of made) syncDirectory(directory);
  if (made.size > 0) syncDirectory(objectsOf(dir));
}

async function writeObject(file: string, digest: string, reader: ArchiveReader): Promise<void> {
  const hash = createHash("sha256");
  const descriptor = openSync(file, "wx", 0o600);
  try {
    for await (const chunk of reader.chunks()) {
      hash.update(chunk);
      for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  if (hash.digest("hex") !== digest) throw archiveInvalid(`the object ${digest} is not what its name says`);
}
