import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { missingChangesets } from "../../src/release/missing-changesets.ts";

let root = "";

const git = (...args: string[]): unknown =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@localhost", ...args], { cwd: root, stdio: "pipe" });

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function writePackage(name: string, version: string): void {
  write(`packages/${name}/package.json`, JSON.stringify({ name: `@scylla/${name}`, version, exports: {} }));
  write(`packages/${name}/CHANGELOG.md`, `# @scylla/${name}\n\n## ${version}\n\n- It exists.\n`);
  write(`packages/${name}/src/index.ts`, "export const one = 1;\n");
}

function commit(): void {
  git("add", ".");
  git("commit", "-q", "-m", "a commit", "--allow-empty");
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "scylla-changesets-"));
  git("init", "-q");
  for (const name of ["one", "two"]) writePackage(name, "0.9.0");
  commit();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function release(): void {
  for (const name of ["one", "two"]) git("tag", `@scylla/${name}@0.9.0`);
}

/** Says of whatever may differ that it does, and notes what it was asked. */
const asked: string[] = [];
const missing = (): Promise<readonly string[]> =>
  missingChangesets(root, async (suspects) => {
    const names = suspects.map(({ owner }) => owner.name);
    asked.push(...names);
    return names;
  });

test("before the first release an entry in the changelog is enough, and none is too little", async () => {
  expect(await missing()).toEqual([]);
  write("packages/one/CHANGELOG.md", "# @scylla/one\n");
  expect(await missing()).toEqual(["@scylla/one was never released, and its changelog has no entry for its version"]);
  write(".changeset/brave-cats.md", '---\n"@scylla/one": minor\n---\n\nIt exists.\n');
  expect(await missing()).toEqual([]);
});

test("what is as it was released needs nothing, and nothing is built to find that out", async () => {
  release();
  write("packages/one/test/index.test.ts", "// a further test\n");
  commit();
  asked.length = 0;
  expect(await missing()).toEqual([]);
  expect(asked).toEqual([]);
});

test.each([
  ["a source", "packages/one/src/index.ts"],
  ["a new source that is not committed", "packages/one/src/more.ts"],
  ["a README", "packages/one/README.md"],
])("%s that changed since the release needs a changeset", async (_what, path) => {
  release();
  write(path, "export const one = 2;\n");
  expect(await missing()).toEqual(["@scylla/one is packed otherwise than in its last release"]);
  write(".changeset/brave-cats.md", '---\n"@scylla/one": patch\n---\n\nOne is two.\n');
  expect(await missing()).toEqual([]);
});

test("what goes into every tarball concerns every package", async () => {
  release();
  write("tooling/config/tsup.ts", "export const minify = true;\n");
  expect(await missing()).toHaveLength(2);
});

test("a version that is about to be released is described by its changelog", async () => {
  release();
  writePackage("one", "0.10.0");
  write("packages/one/src/index.ts", "export const one = 2;\n");
  expect(await missing()).toEqual([]);
});

test("of several releases the newest counts, by version and not by letter", async () => {
  release();
  writePackage("one", "0.10.0");
  commit();
  git("tag", "@scylla/one@0.10.0");
  expect(await missing()).toEqual([]);
});
