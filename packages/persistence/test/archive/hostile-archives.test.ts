import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { isScyllaError, planDigest, seededRandom } from "@scylla/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tarHeader } from "../../src/archive/tar-format.ts";
import { exportExperiment, importExperiment, openRunStore } from "../../src/index.ts";
import { archivedLife, fileIn } from "../fixtures/archived.ts";
import { refusal } from "../fixtures/errors.ts";
import { fingerprint } from "../fixtures/everything.ts";
import { type Entry, pack, unpacked } from "../fixtures/repacked.ts";
import { quickDir, type TempDir } from "../fixtures/temp-dir.ts";

let root: TempDir;
let whole: string;
let content: string;
beforeAll(async () => {
  root = quickDir();
  await archivedLife(join(root.path, "there"));
  whole = (await exportExperiment({ dir: join(root.path, "there"), file: fileIn(root.path) })).file;
  content = await contentOf(join(root.path, "there"));
});
afterAll(() => root[Symbol.dispose]());

async function contentOf(dir: string): Promise<string> {
  const store = await openRunStore({ dir, mode: "read" });
  const found = await fingerprint(store);
  await store.close();
  return found;
}

/** Imports a file. What comes of it is refused and leaves nothing, or is the whole experiment. @returns the error's code, or null. */
async function outcome(file: string): Promise<string | null> {
  using place = quickDir();
  const dir = join(place.path, "here");
  try {
    await importExperiment({ file, dir: () => dir });
  } catch (error) {
    expect(readdirSync(place.path)).toEqual([]);
    if (isScyllaError(error)) return error.code;
    throw error;
  }
  expect(await contentOf(dir)).toBe(content);
  return null;
}

async function outcomeOf(bytes: Uint8Array): Promise<string | null> {
  const file = join(root.path, "changed.tar.gz");
  writeFileSync(file, bytes);
  return outcome(file);
}

test("truncated anywhere, an archive is refused", { timeout: 120_000 }, async () => {
  const bytes = readFileSync(whole);
  const random = seededRandom("lengths");
  const lengths = [0, 1, 9, 10, 11, bytes.length - 9, bytes.length - 8, bytes.length - 1];
  lengths.push(...Array.from({ length: 20 }, () => Math.floor(random() * bytes.length)));
  for (const length of lengths)
    expect([length, await outcomeOf(bytes.subarray(0, length))]).toEqual([length, "ARCHIVE_INVALID"]);
});

test("with any byte changed, an archive is refused, unless the byte says nothing", { timeout: 120_000 }, async () => {
  const bytes = readFileSync(whole);
  const random = seededRandom("bytes");
  // Time, compression and system of the packed file say nothing.
  const silent = new Set([4, 5, 6, 7, 8, 9]);
  const places = Array.from({ length: 45 }, (_, i) => (i < 20 ? i : Math.floor(random() * bytes.length)));
  for (const at of places) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    expect([at, await outcomeOf(changed)]).toEqual([at, silent.has(at) ? null : "ARCHIVE_INVALID"]);
  }
});

test("with any byte of its content changed, an archive is refused although it is packed again", {
  timeout: 120_000,
}, async () => {
  const bytes = gunzipSync(readFileSync(whole));
  const random = seededRandom("content");
  for (let i = 0; i < 25; i++) {
    const changed = Buffer.from(bytes);
    const at = Math.floor(random() * bytes.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    expect([at, await outcomeOf(gzipSync(changed))]).toEqual([at, "ARCHIVE_INVALID"]);
  }
});

test.each([
  ["a way out of the directory", "../../outside"],
  ["an absolute path", "/tmp/outside"],
  ["a way out from objects", "objects/../../outside"],
  ["another name", "objects/aa/readme"],
])("%s is refused", async (_what, name) => {
  const file = join(root.path, "forged.tar.gz");
  const entries = unpacked(whole);
  for (const at of [1, entries.length - 1, entries.length]) {
    pack(file, entries.toSpliced(at, 0, { name, content: Buffer.from("x") }));
    expect(await outcome(file)).toBe("ARCHIVE_INVALID");
  }
});

test.each(["1", "2", "3", "5", "6", "x", "L"])("an entry of kind %s is refused: it is no plain file", async (kind) => {
  const file = join(root.path, "forged.tar.gz");
  const entries = unpacked(whole);
  const object = entries.at(-1);
  const header = tarHeader(object?.name ?? "", object?.content.length ?? 0);
  header.write(kind, 156);
  header.write("../../outside", 157);
  const sum = header.fill(" ", 148, 156).reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  pack(file, [...entries.slice(0, -1), { ...object, header } as Entry]);
  expect(await outcome(file)).toBe("ARCHIVE_INVALID");
});

/** The archive with another manifest. */
function withManifest(change: (manifest: Record<string, unknown>) => unknown): string {
  const file = join(root.path, "forged.tar.gz");
  const [manifest, ...rest] = unpacked(whole);
  const changed = change(JSON.parse(String(manifest?.content)));
  pack(file, [{ name: "manifest.json", content: Buffer.from(JSON.stringify(changed)) }, ...rest]);
  return file;
}

test("newer formats are told from damage", async () => {
  expect(await outcome(withManifest((manifest) => ({ ...manifest, schema: "archive/2", more: true })))).toBe(
    "ARCHIVE_NEWER",
  );
  expect(await outcome(withManifest((manifest) => ({ ...manifest, store: 1000 })))).toBe("ARCHIVE_NEWER");
  expect(await outcome(withManifest((manifest) => ({ ...manifest, schema: "archive/0x" })))).toBe("ARCHIVE_INVALID");
  expect(await outcome(withManifest(() => null))).toBe("ARCHIVE_INVALID");
});

test("a name that would be a path is refused", async () => {
  for (const name of ["../x", "/x", "", ".", "a/b", "a\0b"]) {
    expect(await outcome(withManifest((manifest) => ({ ...manifest, experiment: { id: "1", name } })))).toBe(
      "ARCHIVE_INVALID",
    );
  }
});

test("what is missing, too much, twice or out of order is refused", async () => {
  const file = join(root.path, "forged.tar.gz");
  const entries = unpacked(whole);
  for (let i = 0; i < entries.length; i++) {
    pack(file, entries.toSpliced(i, 1));
    expect(await outcome(file)).toBe("ARCHIVE_INVALID");
    pack(file, entries.toSpliced(i, 0, entries[i] as Entry));
    expect(await outcome(file)).toBe("ARCHIVE_INVALID");
  }
  pack(file, [...entries.slice(0, -2), entries.at(-1) as Entry, entries.at(-2) as Entry]);
  expect(await outcome(file)).toBe("ARCHIVE_INVALID");
  pack(file, entries, Buffer.alloc(512));
  expect(await outcome(file)).toBe("ARCHIVE_INVALID");
});

/** The archive with other rows of a table, as many as before. */
function withRows(table: string, change: (rows: unknown[][]) => readonly unknown[]): string {
  const file = join(root.path, "forged.tar.gz");
  const entries = unpacked(whole).map((entry) => {
    if (entry.name !== `rows/${table}/000001.ndjson`) return entry;
    const rows = String(entry.content)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown[]);
    return {
      ...entry,
      content: Buffer.from(
        change(rows)
          .map((row) => `${JSON.stringify(row)}\n`)
          .join(""),
      ),
    };
  });
  pack(file, entries);
  return file;
}

test("rows that no store holds are refused, as are objects that are not there", { timeout: 60_000 }, async () => {
  const changedRow = (table: string, column: number, value: unknown): string =>
    withRows(table, ([first = [], ...rest]) => [first.toSpliced(column, 1, value), ...rest]);
  for (const [table, column, value] of [
    ["run", 3, "flying"],
    ["run", 1, 99],
    ["run", 1, "text"],
    ["run", 1, { nested: true }],
    ["run", 1, null],
    ["attempt", 16, -1],
    ["attempt", 3, "another token"],
    ["artifact", 4, "f".repeat(64)],
    ["plan", 2, "{}"],
    ["plan", 2, "no JSON"],
    ["transition", 3, "nowhere"],
  ] as const) {
    expect([table, column, await outcome(changedRow(table, column, value))]).toEqual([
      table,
      column,
      "ARCHIVE_INVALID",
    ]);
  }
  for (const row of [[], ["1"], {}, null, 7]) {
    expect(await outcome(withRows("run", ([, ...rest]) => [row, ...rest]))).toBe("ARCHIVE_INVALID");
  }
  // One that is right in itself, and leaves a recipe's treatment out.
  const [plan = []] = JSON.parse(`[${String(unpacked(whole)[1]?.content).split("\n")[0]}]`) as unknown[][];
  const forged = { ...JSON.parse(String(plan[2])), cells: [] };
  expect(
    await outcome(withRows("plan", ([, ...rest]) => [[1, planDigest(forged), JSON.stringify(forged), 1_000], ...rest])),
  ).toBe("ARCHIVE_INVALID");
});

test("a bomb is refused before it fills the disk, and one that tells its size before anything is written", {
  timeout: 60_000,
}, async () => {
  const zeros = tarHeader("manifest.json", 2 ** 32);
  expect(await outcomeOf(gzipSync(Buffer.concat([zeros, Buffer.alloc(64 * 1024 * 1024)])))).toBe("ARCHIVE_INVALID");
  const huge = withManifest((manifest) => ({ ...manifest, objects: { count: 8, bytes: Number.MAX_SAFE_INTEGER } }));
  using place = quickDir();
  await refusal("DISK_FULL", () => importExperiment({ file: huge, dir: () => join(place.path, "here") }));
  expect(readdirSync(place.path)).toEqual([]);
});
