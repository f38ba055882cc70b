import { decodeFileSet, encodeFileSet, type FileEntry } from "@scylla/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const path = fc.uint8Array({ minLength: 1, maxLength: 20 });
const entry: fc.Arbitrary<FileEntry> = fc.oneof(
  fc.record({
    path,
    kind: fc.constant("file" as const),
    executable: fc.boolean(),
    bytes: fc.uint8Array({ maxLength: 200 }),
  }),
  fc.record({ path, kind: fc.constant("symlink" as const), target: fc.uint8Array({ minLength: 1, maxLength: 30 }) }),
  fc.record({ path, kind: fc.constant("deleted" as const) }),
);
const fileSet = fc.uniqueArray(entry, { selector: (one) => Buffer.from(one.path).toString("hex") });

function plain(files: readonly FileEntry[]): unknown[] {
  return files
    .map((file) => ({
      path: Buffer.from(file.path).toString("hex"),
      kind: file.kind,
      executable: file.kind === "file" && file.executable,
      body: Buffer.from(file.kind === "file" ? file.bytes : file.kind === "symlink" ? file.target : []).toString("hex"),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

describe("a file set", () => {
  test("is read back as it was written, names and bytes of any kind", () => {
    fc.assert(
      fc.property(fileSet, (files) => {
        expect(plain(decodeFileSet(encodeFileSet(files)))).toEqual(plain(files));
      }),
    );
  });

  test("has one encoding, whatever the order of its entries", () => {
    fc.assert(
      fc.property(fileSet, (files) => {
        expect(Buffer.compare(encodeFileSet(files), encodeFileSet([...files].reverse()))).toBe(0);
      }),
    );
  });

  test("is refused when it is cut, extended or not one", () => {
    const whole = encodeFileSet([
      { path: Buffer.from("a"), kind: "file", executable: false, bytes: Buffer.from("hello") },
    ]);
    const damaged = expect.objectContaining({ code: "OBJECT_DAMAGED" });
    for (let length = 0; length < whole.length; length++)
      expect(() => decodeFileSet(whole.subarray(0, length))).toThrow(damaged);
    expect(() => decodeFileSet(Buffer.concat([whole, Buffer.from("x")]))).toThrow(damaged);
    expect(() => decodeFileSet(Buffer.from("hello\n[]\n"))).toThrow(damaged);
    expect(() => decodeFileSet(Buffer.from('scylla-files/1\n{"not":"a list"}\n'))).toThrow(damaged);
    expect(() => decodeFileSet(Buffer.from('scylla-files/1\n[{"p":"YQ==","k":"f","n":-5}]\n'))).toThrow(damaged);
  });
});
