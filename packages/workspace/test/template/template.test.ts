import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessRunner, TemplateSpec } from "@scylla/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repoCache } from "../../src/git/repo-cache.ts";
import { processRunner } from "../../src/index.ts";
import { templateMaker } from "../../src/template/template.ts";
import { NEVER, newPlace, place, removePlace } from "../fixtures/places.ts";
import { outputOf, startProgram } from "../fixtures/programs.ts";
import { gitIn, type Repository, repository } from "../fixtures/repositories.ts";

let shared: string;
let repo: Repository;
beforeAll(() => {
  shared = newPlace();
  repo = repository(join(shared, "repo"), { "a.txt": "1\n", ".gitignore": "out/\n" });
});
afterAll(() => removePlace(shared));

const maker = (root: string, processes: ProcessRunner = processRunner()) =>
  templateMaker(root, repoCache(root), processes);
const spec = (...setup: TemplateSpec["setup"]): TemplateSpec => ({ repo: repo.source, setup });

test("asked for many times at once, its set-up runs once", async () => {
  const root = place();
  const { ensure } = maker(root);
  const counted = spec(`echo ran >> ${join(root, "count")}`);
  const made = await Promise.all(Array.from({ length: 10 }, () => ensure(counted, NEVER)));
  expect(new Set(made.map(({ tree }) => tree)).size).toBe(1);
  await maker(root).ensure(counted, NEVER);
  expect(readFileSync(join(root, "count"), "utf8")).toBe("ran\n");
});

test("processes that make it at once get the same whole one", async () => {
  const root = place();
  const args = [root, repo.path, repo.commit, "for i in 1 2 3; do mkdir -p out/$i; echo $i > out/$i/f; done"];
  const outputs = await Promise.all([1, 2, 3].map(() => outputOf(startProgram("ensure-template.mjs", ...args))));
  expect(new Set(outputs).size).toBe(1);
  expect(readdirSync(join(root, "templates"))).toHaveLength(1);
  expect(readFileSync(join(outputs[0]?.trim() ?? "", "out/3/f"), "utf8")).toBe("3\n");
});

test("another set-up or commit is another template; where the repository is read from is not", async () => {
  const root = place();
  const { ensure } = maker(root);
  const trees = [
    await ensure(spec(), NEVER),
    await ensure(spec("true"), NEVER),
    await ensure(spec(["true"]), NEVER),
    await ensure({ repo: { ...repo.source, commit: gitIn(repo.path, "rev-parse", "main") }, setup: [] }, NEVER),
    await ensure({ repo: { kind: "url", url: `file://${repo.path}`, commit: repo.commit }, setup: [] }, NEVER),
  ].map(({ tree }) => tree);
  expect(new Set(trees).size).toBe(4);
  expect(trees[4]).toBe(trees[0]);
});

test("its base tree is what the set-up left, without what the commit ignores", async () => {
  const { tree, gitDir, baseTree, hasIgnoreRules } = await maker(place()).ensure(
    spec("mkdir out; echo lib > out/lib; echo made > made.txt; echo 2 >> a.txt; git init -q inner; echo i > inner/i"),
    NEVER,
  );
  expect(gitIn(gitDir, "ls-tree", "-r", "--name-only", baseTree).split("\n")).toEqual([
    ".gitignore",
    "a.txt",
    "made.txt",
  ]);
  expect(gitIn(gitDir, "cat-file", "-p", `${baseTree}:a.txt`)).toBe("1\n2");
  expect(readFileSync(join(tree, "out/lib"), "utf8")).toBe("lib\n");
  expect(hasIgnoreRules).toBe(true);
});

test("a commit without files is a template too", async () => {
  const empty = repository(join(place(), "empty"), {});
  const { tree, baseTree } = await maker(place()).ensure({ repo: empty.source, setup: [] }, NEVER);
  expect(readdirSync(tree)).toEqual([".git"]);
  expect(baseTree).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
});

test("a set-up that fails leaves nothing, and is tried again", async () => {
  const root = place();
  const { ensure } = maker(root);
  const flag = join(root, "flag");
  const flaky = spec(`test -e ${flag} || { touch ${flag}; mkdir -p deep/er; chmod 000 deep; exit 1; }`);
  await expect(ensure(flaky, NEVER)).rejects.toMatchObject({ code: "SETUP_FAILED" });
  expect(readdirSync(join(root, "templates"))).toEqual([]);
  expect(existsSync((await ensure(flaky, NEVER)).tree)).toBe(true);
});
