import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { collectFiles } from "../../src/capture/collect-files.ts";

async function home(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "scylla-collect-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return directory;
}

function texts(directory: string, patterns: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    collectFiles(directory, patterns).map((file) => [
      Buffer.from(file.path).toString(),
      file.kind === "file" ? Buffer.from(file.bytes).toString() : file.kind,
    ]),
  );
}

test("files of a home are found by patterns, in path order", async () => {
  const directory = await home({ ".cli/b/2.jsonl": "two", ".cli/a/1.jsonl": "one", ".cli/a/notes": "", other: "x" });
  expect(Object.entries(texts(directory, [".cli/*/*.jsonl"]))).toEqual([
    [".cli/a/1.jsonl", "one"],
    [".cli/b/2.jsonl", "two"],
  ]);
  expect(texts(directory, [])).toEqual({});
});

test("an agent can't have files from outside of its home kept", async () => {
  const outside = await home({ "secret.jsonl": "the operator's", "in/deep.jsonl": "the operator's" });
  const directory = await home({ ".cli/real.jsonl": "mine" });
  await symlink(join(outside, "secret.jsonl"), join(directory, ".cli/link.jsonl"));
  await symlink(join(outside, "in"), join(directory, ".cli/way"));
  expect(texts(directory, [".cli/*.jsonl", ".cli/*/*.jsonl"])).toEqual({ ".cli/real.jsonl": "mine" });
});

test("a home that is gone holds nothing", async () => {
  expect(collectFiles("/nowhere/at/all", ["*"])).toEqual([]);
});
