import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEntry, readFiles, sameEntry, wayTo } from "../../src/tree/read-entry.ts";
import { asOrdinaryUser } from "../fixtures/ordinary-user.ts";
import { place } from "../fixtures/places.ts";
import { writeFiles } from "../fixtures/repositories.ts";

function tree() {
  const root = place();
  writeFiles(root, { "d/f": "text", run: { program: "#!/bin/sh\n" }, out: { link: "/etc" }, in: { link: "d" } });
  execFileSync("sh", ["-c", "mkfifo pipe"], { cwd: root });
  return { root, read: (path: string, cap = 100) => readEntry(Buffer.from(root), Buffer.from(path), cap) };
}

test("files, programs and links by value", () => {
  const { read } = tree();
  expect(read("d/f")).toMatchObject({ kind: "file", executable: false, bytes: Buffer.from("text") });
  expect(read("run")).toMatchObject({ kind: "file", executable: true });
  expect(read("out")).toMatchObject({ kind: "symlink", target: Buffer.from("/etc") });
});

test("what is not there is nothing, also below a file or a link", () => {
  const { read } = tree();
  for (const path of ["none", "none/x", "d/f/x", "out/passwd", "in/f"]) expect(read(path)).toBeNull();
});

test("directories, pipes, and files over the cap are left out, without being opened", () => {
  const { root, read } = tree();
  truncateSync(join(root, "d/f"), 101);
  for (const path of ["d", "pipe", "d/f"]) expect(read(path)).toBe("omitted");
  expect(read("d/f", 101)).toMatchObject({ kind: "file" });
  expect(read(`d/${"x".repeat(5000)}`)).toBe("omitted");
});

test("a file that its owner made unreadable is read, and stays executable or not", async () => {
  const { root, read } = tree();
  for (const path of [root, join(root, "run")]) if (process.getuid?.() === 0) chownSync(path, 65534, 65534);
  chmodSync(join(root, "run"), 0o110);
  await asOrdinaryUser(() => {
    expect(read("run")).toMatchObject({ kind: "file", executable: true });
    expect(statSync(join(root, "run")).mode & 0o111).not.toBe(0);
  });
});

test("the way to a path tells where it goes astray", () => {
  const { root } = tree();
  const way = (path: string) => wayTo(Buffer.from(root), Buffer.from(path));
  expect([way("x"), way("d/x"), way("in/x"), way("d/f/x"), way("no/x")]).toEqual([
    "directories",
    "directories",
    "link",
    "nothing",
    "nothing",
  ]);
});

test("all files and links of a list, and nothing else", () => {
  const { root } = tree();
  const found = readFiles(
    Buffer.from(root),
    ["d/f", "d", "pipe", "out", "none"].map((path) => Buffer.from(path)),
  );
  expect(found.map(({ kind }) => kind)).toEqual(["file", "symlink"]);
});

test("entries are the same by content and mode", () => {
  const { root, read } = tree();
  writeFileSync(join(root, "copy"), "text");
  expect(sameEntry(read("d/f"), read("copy"))).toBe(true);
  chmodSync(join(root, "copy"), 0o755);
  expect(sameEntry(read("d/f"), read("copy"))).toBe(false);
  expect(sameEntry(read("out"), read("in"))).toBe(false);
  expect(sameEntry(read("out"), read("out"))).toBe(true);
  expect(sameEntry(read("none"), read("d/f"))).toBe(false);
  expect(sameEntry(null, null)).toBe(true);
});
