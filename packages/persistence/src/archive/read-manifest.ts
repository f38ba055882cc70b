import { ScyllaError } from "@scylla/contracts";
import type { z } from "zod";
import { MIGRATIONS } from "../sqlite/migrations.ts";
import { archiveInvalid } from "./archive-error.ts";
import type { ArchiveReader } from "./archive-reader.ts";
import { ARCHIVE_SCHEMA, CHECKSUM, checksumSchema, MANIFEST, type Manifest, manifestSchema } from "./entries.ts";

/** The first entry. @throws {ScyllaError} `ARCHIVE_NEWER`, `ARCHIVE_INVALID`. */
export async function readManifest(reader: ArchiveReader): Promise<Manifest> {
  const found = await readJson(reader, MANIFEST);
  const { schema, store } = (found ?? {}) as { readonly schema?: unknown; readonly store?: unknown };
  if (typeof schema === "string" && /^archive\/\d{1,9}$/.test(schema) && schema !== ARCHIVE_SCHEMA) {
    throw newer(schema, ARCHIVE_SCHEMA);
  }
  const known = MIGRATIONS.at(-1)?.version ?? 0;
  if (schema === ARCHIVE_SCHEMA && typeof store === "number" && store > known) {
    throw newer(`${schema} of store ${store}`, `store ${known}`);
  }
  return parsed(manifestSchema, found, MANIFEST);
}

/** The last entry, against everything before it. @throws {ScyllaError} `ARCHIVE_INVALID`. */
export async function readChecksum(reader: ArchiveReader): Promise<void> {
  const found = await readJson(reader, CHECKSUM);
  if (parsed(checksumSchema, found, CHECKSUM).sha256 !== reader.checksumBefore())
    throw archiveInvalid("its checksum is not that of its content");
}

async function readJson(reader: ArchiveReader, expected: string): Promise<unknown> {
  await requireEntry(reader, expected);
  try {
    return JSON.parse((await reader.content()).toString("utf8"));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw archiveInvalid(`${expected} is not JSON`, cause);
  }
}

/** That the next entry is the one that an export writes here. @throws {ScyllaError} `ARCHIVE_INVALID`. */
export async function requireEntry(reader: ArchiveReader, expected: string): Promise<void> {
  const { name } = await reader.next();
  if (name !== expected) throw archiveInvalid(`${JSON.stringify(name)} stands where ${expected} belongs`);
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw archiveInvalid(`${name} holds what no export writes`, result.error);
}

function newer(found: string, known: string): ScyllaError {
  return new ScyllaError(
    "ARCHIVE_NEWER",
    `the archive was written by a newer release: its format is ${found}, this release knows ${known}`,
    { hint: "Upgrade @scylla/cli, or whatever package imports it." },
  );
}
