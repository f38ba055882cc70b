import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type ArtifactRef, type ArtifactStore, type Digest, PORTS, ScyllaError, sha256 } from "@scylla/contracts";
import { storeError } from "../sqlite/store-error.ts";
import { syncDirectory } from "../sqlite/sync-directory.ts";
import { makeDirectory, openAside, writeDurably } from "./durable-file.ts";
import { isDigest, objectPath, objectsOf } from "./object-path.ts";
import { openSource, type SourceFile } from "./source-file.ts";

/** Files up to this size are read whole. Bytes. */
const SMALL = 1024 * 1024;

/** Objects as files of an experiment directory, immutable, named by their SHA-256. Nothing is made before the first is stored. */
export function openArtifactStore({ dir }: { readonly dir: string }): ArtifactStore {
  return {
    port: PORTS.artifactStore,
    put: (source) =>
      naming("an object can't be stored", async () => {
        if (source instanceof Uint8Array) return storeBytes(dir, source);
        using file = openSource(source.file);
        return file.size <= SMALL ? storeBytes(dir, readAll(file)) : await storeCopy(dir, file);
      }),
    get: (digest) => naming("an object can't be read", async () => read(dir, digest)),
    has: async (digest) => isDigest(digest) && existsSync(objectPath(dir, digest)),
  };
}

async function naming<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(error, what);
  }
}

function storeBytes(dir: string, bytes: Uint8Array): ArtifactRef {
  const digest = sha256(bytes);
  const target = objectPath(dir, digest);
  // What is not what its name says is put right: here are the bytes.
  if (!isStored(target, bytes)) writeDurably(target, bytes);
  // Whoever wrote it may have been killed before its name was durable.
  else syncDirectory(dirname(target));
  return { digest, bytes: bytes.length };
}

function isStored(target: string, bytes: Uint8Array): boolean {
  if (statSync(target, { throwIfNoEntry: false })?.size !== bytes.length) return false;
  return readFileSync(target).equals(bytes);
}

/** Copies and hashes in one pass, a chunk at a time; others get their turn between chunks. */
async function storeCopy(dir: string, file: SourceFile): Promise<ArtifactRef> {
  makeDirectory(objectsOf(dir));
  using aside = openAside(join(objectsOf(dir), `copy-${process.pid}-${randomBytes(6).toString("hex")}.new`));
  const hash = createHash("sha256");
  let bytes = 0;
  for (let chunk = file.read(); chunk.length > 0; chunk = file.read()) {
    aside.write(chunk);
    hash.update(chunk);
    bytes += chunk.length;
    await setImmediate();
  }
  const digest = hash.digest("hex");
  aside.become(objectPath(dir, digest));
  return { digest, bytes };
}

function readAll(file: SourceFile): Buffer {
  const chunks: Buffer[] = [];
  for (let chunk = file.read(); chunk.length > 0; chunk = file.read()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function read(dir: string, digest: Digest): Uint8Array {
  const file = objectPath(dir, digest);
  if (!isDigest(digest) || !existsSync(file)) {
    throw new ScyllaError("OBJECT_MISSING", `the stored object ${digest} is not there`, { hint: RESTORE });
  }
  const content = readFileSync(file);
  if (sha256(content) === digest) return content;
  throw new ScyllaError("OBJECT_DAMAGED", `the stored object ${digest} is not what was stored`, { hint: RESTORE });
}

const RESTORE = "Restore the experiment directory from a copy; nothing else of it is affected.";
