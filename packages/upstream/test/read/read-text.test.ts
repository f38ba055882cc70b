import { execFileSync } from "node:child_process";
import { symlink, truncate } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readText } from "../../src/read/read-text.ts";
import { directoryWith } from "../fixtures/trees.ts";

test("a regular file is read", async () => {
  await using dir = await directoryWith({ a: "text" });
  expect(await readText(join(dir.path, "a"))).toEqual({ text: "text" });
});

test("what is not there is told from what can't be read", async () => {
  await using dir = await directoryWith({ "d/a": "" });
  expect(await readText(join(dir.path, "b"))).toEqual({ problem: "it is not there", missing: true });
  expect(await readText(join(dir.path, "d"))).toEqual({ problem: "it is no file", missing: false });
});

test("a link is not followed", async () => {
  await using dir = await directoryWith({ a: "secret" });
  await symlink(join(dir.path, "a"), join(dir.path, "link"));
  expect(await readText(join(dir.path, "link"))).toEqual({
    problem: "it is a symbolic link, which is not followed",
    missing: false,
  });
});

test("a pipe that nobody writes to does not keep the reader waiting", async () => {
  await using dir = await directoryWith({ a: "" });
  execFileSync("mkfifo", [join(dir.path, "pipe")]);
  expect(await readText(join(dir.path, "pipe"))).toEqual({ problem: "it is no file", missing: false });
});

test("50 MB are refused unread", async () => {
  await using dir = await directoryWith({ a: "" });
  await truncate(join(dir.path, "a"), 50 * 1024 * 1024);
  expect(await readText(join(dir.path, "a"))).toEqual({ problem: "it is larger than 16 MB", missing: false });
});

test("bytes that are no UTF-8 are no text", async () => {
  await using dir = await directoryWith({});
  execFileSync("sh", ["-c", 'printf "\\377" > "$0"', join(dir.path, "a")]);
  expect(await readText(join(dir.path, "a"))).toEqual({ problem: "it is no UTF-8 text", missing: false });
});
