import { createHash, type Hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { ScyllaError } from "@scylla/contracts";
import { objectPath } from "../artifacts/object-path.ts";
import { openSource } from "../artifacts/source-file.ts";
import { type ArchivedTable, rowsOf } from "./archive-rows.ts";
import { CHECKSUM, MANIFEST, type Manifest, objectEntry, PART_BYTES, rowsEntry } from "./entries.ts";
import { END, padding, tarHeader } from "./tar-format.ts";

/** What an archive is written from. */
export interface ArchiveSource {
  readonly dir: string;
  readonly database: DatabaseSync;
  readonly tables: readonly ArchivedTable[];
  /** Of objects, in order. */
  readonly digests: readonly string[];
  readonly manifest: Manifest;
}

/** The bytes of an archive before they are packed, a little at a time. @throws {ScyllaError} `STORE_DAMAGED`, `OBJECT_DAMAGED`. */
export async function* archiveContent(source: ArchiveSource): AsyncGenerator<Uint8Array> {
  const { dir, database, tables, digests, manifest } = source;
  const hash = createHash("sha256");
  yield* whole(MANIFEST, Buffer.from(`${JSON.stringify(manifest)}\n`), hash);
  for (const table of tables) yield* rowEntries(database, table, hash);
  for (const digest of digests) yield* objectParts(dir, digest, hash);
  const checksum = Buffer.from(`${JSON.stringify({ sha256: hash.digest("hex") })}\n`);
  yield* whole(CHECKSUM, checksum, createHash("sha256"));
  yield END;
}

function* whole(name: string, content: Buffer, hash: Hash): Generator<Uint8Array> {
  const entry = Buffer.concat([tarHeader(name, content.length), content, Buffer.alloc(padding(content.length))]);
  hash.update(entry);
  yield entry;
}

function* rowEntries(database: DatabaseSync, table: ArchivedTable, hash: Hash): Generator<Uint8Array> {
  let lines: Buffer[] = [];
  let bytes = 0;
  let part = 0;
  const flush = function* (): Generator<Uint8Array> {
    if (bytes === 0) return;
    part += 1;
    yield* whole(rowsEntry(table.name, part), Buffer.concat(lines), hash);
    lines = [];
    bytes = 0;
  };
  for (const row of rowsOf(database, table)) {
    const line = Buffer.from(`${JSON.stringify(row)}\n`);
    lines.push(line);
    bytes += line.length;
    if (bytes >= PART_BYTES) yield* flush();
  }
  yield* flush();
}

/** An object as it lies there, a chunk at a time, proved to be what its name says. */
function* objectParts(dir: string, digest: string, hash: Hash): Generator<Uint8Array> {
  using source = openSource(objectPath(dir, digest));
  const own = createHash("sha256");
  const header = tarHeader(objectEntry(digest), source.size);
  hash.update(header);
  yield header;
  let bytes = 0;
  for (let chunk = source.read(); chunk.length > 0; chunk = source.read()) {
    hash.update(chunk);
    own.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  if (bytes !== source.size || own.digest("hex") !== digest)
    throw new ScyllaError("OBJECT_DAMAGED", `the stored object ${digest} is not what was stored`, {
      hint: "Restore the experiment directory from a copy; nothing was exported.",
    });
  const rest = Buffer.alloc(padding(bytes));
  hash.update(rest);
  if (rest.length > 0) yield rest;
}
