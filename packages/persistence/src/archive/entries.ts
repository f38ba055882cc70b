import { z } from "zod";

/** The name of the format; the number rises when an older release could not read it. */
export const ARCHIVE_SCHEMA = "archive/1";

// In this order: the manifest, rows by table, objects by digest, the checksum of all bytes before it.
export const MANIFEST = "manifest.json";
export const CHECKSUM = "checksum.json";

/** `rows/run/000001.ndjson`: a JSON array a line, values in the manifest's order of columns. */
export function rowsEntry(table: string, part: number): string {
  return `rows/${table}/${String(part).padStart(6, "0")}.ndjson`;
}

/** `objects/ab/cdef...`, as in an experiment directory. */
export function objectEntry(digest: string): string {
  return `objects/${digest.slice(0, 2)}/${digest.slice(2)}`;
}

/** Bytes of rows in one entry, about: what is held at once. */
export const PART_BYTES = 1024 * 1024;

/** Bytes that are read into memory: an entry of rows is a part and at most one row more. */
export const MOST_IN_MEMORY = 64 * 1024 * 1024;

const count = z.int().min(0);

export const manifestSchema = z.strictObject({
  schema: z.literal(ARCHIVE_SCHEMA),
  /** The store's format. */
  store: z.int().min(1),
  experiment: z.strictObject({
    id: z.string().min(1).max(200),
    /** The name of a directory, too. */
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/),
  }),
  tables: z.array(z.strictObject({ name: z.string(), columns: z.array(z.string()).readonly(), rows: count })),
  objects: z.strictObject({ count, bytes: count }),
});

export type Manifest = z.infer<typeof manifestSchema>;

export const checksumSchema = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
