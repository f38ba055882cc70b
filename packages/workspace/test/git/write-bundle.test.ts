import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeBundle } from "../../src/git/write-bundle.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "scylla-bundle-test-"));
  mkdirSync(join(root, "files/src"), { recursive: true });
  writeFileSync(join(root, "files/src/a.js"), "a\r\n");
  writeFileSync(join(root, "files/run"), "#!/bin/sh\n", { mode: 0o755 });
});
afterEach(() => rmSync(root, { recursive: true }));

test("a bundle holds the files as they are, and gives the same commit each time", async () => {
  const from = join(root, "files");
  const commit = await writeBundle({ from, bundle: join(root, "one.bundle") });
  expect(await writeBundle({ from, bundle: join(root, "two.bundle") })).toBe(commit);
  const git = (...args: string[]): string => execFileSync("git", args, { cwd: root, encoding: "utf8" });
  git("clone", "--quiet", "--no-checkout", "one.bundle", "clone");
  expect(git("-C", "clone", "rev-parse", "HEAD").trim()).toBe(commit);
  expect(git("-C", "clone", "ls-tree", "-r", "--format=%(objectmode) %(path)", commit)).toBe(
    "100755 run\n100644 src/a.js\n",
  );
  expect(git("-C", "clone", "show", `${commit}:src/a.js`)).toBe("a\r\n");
});

test("a bundle that can't be written is refused, and says why", async () => {
  const bundle = join(root, "no", "such", "directory.bundle");
  await expect(writeBundle({ from: join(root, "files"), bundle })).rejects.toMatchObject({ code: "GIT_FAILED" });
});
