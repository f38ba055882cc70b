import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMPILE_CACHE } from "../fixtures/scylla.ts";

const BIN = fileURLToPath(new URL("../../src/bin.ts", import.meta.url));

/** Writes the address of every module that is loaded after it to standard error. */
const TELL_LOADS = `data:text/javascript,${encodeURIComponent(`
import { writeSync } from "node:fs";
import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) { writeSync(2, url + "\\n"); return next(url, context); } });
`)}`;

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "scylla-answer-"));
  const reports = join(root, ".scylla/small/reports");
  await mkdir(reports, { recursive: true });
  await writeFile(join(root, ".scylla/small/store.db"), "");
  await writeFile(join(reports, "results.json"), JSON.stringify({ runs: [{ key: "slugs/T0/00-plain/toy/01" }] }));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** What a shell is answered, and the packages whose modules that took. */
async function asked(...words: readonly string[]): Promise<{ answer: string; packages: readonly string[] }> {
  const options = ["--conditions=@scylla/source", `--import=${TELL_LOADS}`];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...options, BIN, "__complete", ...words], {
    cwd: root,
    env: { PATH: process.env["PATH"], NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
  const packages = stderr
    .split("\n")
    .map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\/|\/packages\/([^/]+)\//.exec(url))
    .map((found) => found?.[1] ?? found?.[2]);
  return { answer: stdout, packages: [...new Set(packages.filter((one) => one !== undefined))].sort() };
}

test.for([
  [["explain", "slugs/T0/00-plain/toy/"], "slugs/T0/00-plain/toy/01"],
  [["run", "--until", "cap"], "capture"],
  [["rerun", "--outcome", "rate"], "rate_limited"],
  [["sta"], "status"],
] as const)("a shell that waits at a key press waits for no parser of files: %j", async ([words, offered]) => {
  const { answer, packages } = await asked(...words);
  expect(answer).toContain(`\n${offered}`);
  expect(packages).toEqual(["cli", "commander", "contracts"]);
});
