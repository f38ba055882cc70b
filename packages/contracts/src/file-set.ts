import { z } from "zod";
import { ScyllaError } from "./errors.ts";

/** One path of a {@link FileSet}. Paths are bytes: a repository may hold names that are not UTF-8. */
export type FileEntry =
  | { readonly path: Uint8Array; readonly kind: "file"; readonly executable: boolean; readonly bytes: Uint8Array }
  | { readonly path: Uint8Array; readonly kind: "symlink"; readonly target: Uint8Array }
  | { readonly path: Uint8Array; readonly kind: "deleted" };

/** Files by value, in path order: what an agent changed, or the hidden tests of a check. */
export type FileSet = readonly FileEntry[];

/** Path in base64, kind (file, executable, link, deleted), length of the body. */
const headerSchema = z.array(z.strictObject({ p: z.base64(), k: z.enum(["f", "x", "l", "d"]), n: z.int().min(0) }));

type HeaderEntry = z.infer<typeof headerSchema>[number];

const MAGIC = "scylla-files/1\n";

/** Encodes a file set as one object: a line of format name, a line of JSON header, then all contents. Deterministic. */
export function encodeFileSet(files: FileSet): Uint8Array {
  const sorted = [...files].sort((a, b) => Buffer.compare(a.path, b.path));
  const bodies = sorted.map((file) =>
    file.kind === "file" ? file.bytes : file.kind === "symlink" ? file.target : new Uint8Array(),
  );
  const header = sorted.map(
    (file, i): HeaderEntry => ({
      p: Buffer.from(file.path).toString("base64"),
      k: file.kind === "deleted" ? "d" : file.kind === "symlink" ? "l" : file.executable ? "x" : "f",
      n: bodies[i]?.length ?? 0,
    }),
  );
  return Buffer.concat([Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`), ...bodies]);
}

/** @throws {ScyllaError} `OBJECT_DAMAGED` for anything that {@link encodeFileSet} can't have written. */
export function decodeFileSet(data: Uint8Array): FileSet {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const end = bytes.indexOf(10, MAGIC.length);
  if (!bytes.subarray(0, MAGIC.length).equals(Buffer.from(MAGIC)) || end < 0)
    throw damaged("it has no file-set header");
  let at = end + 1;
  const files = readHeader(bytes.subarray(MAGIC.length, end)).map(({ p, k, n }): FileEntry => {
    const path = Buffer.from(p, "base64");
    const body = bytes.subarray(at, at + n);
    at += n;
    if (k === "d") return { path, kind: "deleted" };
    if (k === "l") return { path, kind: "symlink", target: body };
    return { path, kind: "file", executable: k === "x", bytes: body };
  });
  if (at !== bytes.length) throw damaged("its length does not match its header");
  return files;
}

function readHeader(text: Uint8Array): HeaderEntry[] {
  try {
    return headerSchema.parse(JSON.parse(Buffer.from(text).toString("utf8")));
  } catch (cause) {
    throw damaged("its header is not one", cause);
  }
}

function damaged(why: string, cause?: unknown): ScyllaError {
  return new ScyllaError("OBJECT_DAMAGED", `A stored file set is damaged: ${why}.`, {
    hint: "Restore the experiment directory from a copy; the rest of the store is not touched.",
    cause,
  });
}
