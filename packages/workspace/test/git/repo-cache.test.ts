import { once } from "node:events";
import { chownSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RepoSource } from "@scylla/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { repoCache } from "../../src/git/repo-cache.ts";
import { abandonedMakings } from "../../src/make-once.ts";
import { NEVER, newPlace, place, removePlace } from "../fixtures/places.ts";
import { outputOf, startProgram } from "../fixtures/programs.ts";
import { gitIn, type Repository, repository, writeFiles } from "../fixtures/repositories.ts";

let shared: string;
let repo: Repository;
beforeAll(() => {
  shared = newPlace();
  repo = repository(join(shared, "repo"), { "a.txt": "1\n" });
  gitIn(repo.path, "bundle", "create", "--quiet", join(shared, "all.bundle"), "--all");
  gitIn(repo.path, "bundle", "create", "--quiet", join(shared, "head.bundle"), "HEAD");
});
afterAll(() => removePlace(shared));
afterEach(() => vi.unstubAllEnvs());

const ensure = (source: RepoSource, root = place()) => repoCache(root).ensure(source, NEVER);

describe("sources", () => {
  const sources: readonly (readonly [string, () => RepoSource])[] = [
    ["a directory", () => repo.source],
    ["a bundle", () => ({ kind: "bundle", path: join(shared, "all.bundle"), commit: repo.commit })],
    [
      "a bundle of no more than HEAD",
      () => ({ kind: "bundle", path: join(shared, "head.bundle"), commit: repo.commit }),
    ],
    ["a URL", () => ({ kind: "url", url: pathToFileURL(repo.path).href, commit: repo.commit })],
    ["a bare repository", () => ({ kind: "path", path: join(repo.path, ".git"), commit: repo.commit })],
  ];

  test.each(sources)("%s gives the one commit and no other", async (_name, source) => {
    const root = place();
    const cached = await ensure(source(), root);
    expect(gitIn(cached, "cat-file", "-p", `${repo.commit}:a.txt`)).toBe("1");
    expect(gitIn(cached, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)").split("\n").sort()).toEqual([
      "blob",
      "commit",
      "tree",
    ]);
    expect(gitIn(cached, "for-each-ref")).toBe("");
    expect(readdirSync(join(root, "repos"))).toEqual([`${repo.commit}.git`]);
  });

  test("once a commit is at hand its source is not needed", async () => {
    const root = place();
    const other = repository(join(root, "source"), { "a.txt": "other" });
    const cached = await ensure(other.source, root);
    rmSync(other.path, { recursive: true });
    expect(await ensure(other.source, root)).toBe(cached);
    vi.stubEnv("PATH", "/nonexistent");
    expect(await ensure(other.source, root)).toBe(cached);
  });

  test.runIf(process.getuid?.() === 0)(
    "what git says about another user's directory reaches the reader, and his exception counts",
    async () => {
      const home = place();
      vi.stubEnv("HOME", home);
      vi.stubEnv("GIT_CONFIG_GLOBAL", undefined);
      const other = repository(join(home, "theirs"), { a: "1" });
      for (const path of [other.path, join(other.path, ".git")]) chownSync(path, 12345, 12345);
      await expect(ensure(other.source)).rejects.toMatchObject({
        code: "REPO_UNREACHABLE",
        message: expect.stringContaining("dubious ownership"),
      });
      writeFileSync(join(home, ".gitconfig"), "[safe]\n\tdirectory = *\n");
      expect(await ensure(other.source)).toContain(other.commit);
    },
  );
});

describe("refusals", () => {
  const nowhere = "0123456789".repeat(4);

  test("a source that is not there, or is no repository", async () => {
    const directory = place();
    writeFileSync(join(directory, "bad.bundle"), "no bundle");
    const sources: readonly RepoSource[] = [
      { kind: "path", path: join(directory, "none"), commit: nowhere },
      { kind: "path", path: directory, commit: nowhere },
      { kind: "bundle", path: join(directory, "none.bundle"), commit: nowhere },
      { kind: "bundle", path: join(directory, "bad.bundle"), commit: nowhere },
      { kind: "url", url: pathToFileURL(join(directory, "none")).href, commit: nowhere },
      { kind: "url", url: "--upload-pack=touch marker", commit: nowhere },
      { kind: "url", url: "ext::sh -c touch% marker", commit: nowhere },
    ];
    for (const source of sources)
      await expect(ensure(source, directory)).rejects.toMatchObject({
        code: "REPO_UNREACHABLE",
        message: expect.stringContaining(source.kind === "url" ? source.url : source.path),
        hint: expect.stringContaining("`repo`"),
      });
    expect(readdirSync(join(directory, "repos"))).toEqual([]);
  });

  test("a commit that is not in it", async () => {
    const root = place();
    for (const source of [
      { ...repo.source, commit: nowhere },
      { kind: "bundle", path: join(shared, "all.bundle"), commit: nowhere } as const,
      { ...repo.source, commit: "main" },
      { ...repo.source, commit: "../../../etc" },
      { ...repo.source, commit: "--upload-pack=x" },
    ])
      await expect(ensure(source, root)).rejects.toMatchObject({
        code: "COMMIT_MISSING",
        message: expect.stringContaining(source.commit),
        hint: expect.stringContaining("`repo.commit`"),
      });
    expect(existsSync(join(root, "repos")) ? readdirSync(join(root, "repos")) : []).toEqual([]);
  });

  test("no git", async () => {
    vi.stubEnv("PATH", "/nonexistent");
    await expect(ensure(repo.source)).rejects.toMatchObject({ code: "GIT_MISSING" });
  });

  test("names that this release can't handle are said to be so", async () => {
    await expect(ensure({ ...repo.source, commit: "0".repeat(64) })).rejects.toMatchObject({ code: "UNSUPPORTED" });
  });
});

describe("at once", () => {
  test("many callers of one process share one making", async () => {
    const root = place();
    const cache = repoCache(root);
    const made = await Promise.all(Array.from({ length: 10 }, () => cache.ensure(repo.source, NEVER)));
    expect(new Set(made).size).toBe(1);
  });

  test("several processes on one root do not disturb each other", async () => {
    const root = place();
    const args = [root, repo.path, repo.commit];
    const outputs = await Promise.all([1, 2, 3, 4].map(() => outputOf(startProgram("ensure-commit.mjs", ...args))));
    expect(new Set(outputs)).toEqual(new Set([`${join(root, "repos", `${repo.commit}.git`)}\n`]));
    expect(readdirSync(join(root, "repos"))).toEqual([`${repo.commit}.git`]);
    expect(gitIn(join(root, "repos", `${repo.commit}.git`), "fsck", "--no-dangling")).toBe("");
  });

  test("killed in the middle, what is half-made is never used", async () => {
    const root = place();
    const bin = join(root, "bin");
    const stands = join(root, "stands");
    // A git that stands still when it has fetched.
    const script = `#!/bin/sh
export PATH='${process.env["PATH"]}'
case "$*" in *fetch*) git "$@"; echo $$ > ${stands}.new; mv ${stands}.new ${stands}; exec sleep 60;; esac
exec git "$@"
`;
    writeFiles(bin, { git: { program: script } });
    const child = startProgram("ensure-commit.mjs", root, repo.path, repo.commit, bin);
    await vi.waitUntil(() => existsSync(stands), { timeout: 20_000, interval: 5 });
    child.kill("SIGKILL");
    await once(child, "exit");
    process.kill(Number(readFileSync(stands, "utf8")), "SIGKILL");
    const left = await abandonedMakings(join(root, "repos"));
    expect(left).toHaveLength(1);
    expect(existsSync(join(root, "repos", `${repo.commit}.git`))).toBe(false);
    const cached = await ensure(repo.source, root);
    expect(gitIn(cached, "cat-file", "-t", repo.commit)).toBe("commit");
  });
});
