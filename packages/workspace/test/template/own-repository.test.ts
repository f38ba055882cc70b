import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { agent, type Laboratory, laboratory } from "../fixtures/laboratory.ts";
import { gitIn } from "../fixtures/repositories.ts";

/** What package managers and their hook installers do. */
const MEDDLING = `
  git -c user.name=s -c user.email=s@s commit -q --allow-empty -m 'set-up'; git tag set-up; git branch other; git pack-refs --all
  git config core.hooksPath .husky; mkdir .husky; printf '#!/bin/sh\\ntouch hooked\\n' > .husky/pre-commit; chmod +x .husky/pre-commit
  mkdir -p .git/hooks; cp .husky/pre-commit .git/hooks/pre-commit; git remote add origin https://example.org/x.git; rm .git/shallow
  mkdir -p .git/info; echo made.txt > .git/info/exclude; echo made > made.txt`;

let lab: Laboratory;
beforeAll(async () => {
  lab = await laboratory({ mode: "copy", files: { "a.txt": "1\n" }, setup: [MEDDLING] });
});
afterAll(() => lab[Symbol.asyncDispose]());

test("one commit deep: no remote, no other ref, no log, whatever the set-up did", async () => {
  const { root } = await lab.create();
  expect(gitIn(root, "rev-list", "--all").split("\n")).toEqual([lab.template.repo.commit]);
  expect(gitIn(root, "for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
  expect(gitIn(root, "symbolic-ref", "HEAD")).toBe("refs/heads/main");
  expect(gitIn(root, "remote")).toBe("");
  expect(gitIn(root, "log", "--format=%s")).toBe("task");
  expect(existsSync(join(root, ".git/logs"))).toBe(false);
  expect(readdirSync(join(root, ".git")).sort()).toEqual(["HEAD", "config", "index", "objects", "refs", "shallow"]);
});

test("its commit is in one pack: every file of the repository is copied for every run", async () => {
  const { root } = await lab.create();
  const { commit } = lab.template.repo;
  const objects = join(root, ".git/objects");
  expect(existsSync(join(objects, commit.slice(0, 2), commit.slice(2)))).toBe(false);
  expect(readdirSync(join(objects, "pack")).filter((name) => name.endsWith(".pack"))).toHaveLength(1);
});

test("nothing in it leads to where it came from", async () => {
  const { root } = await lab.create();
  expect(agent(root, `grep -rIl --exclude-dir=objects ${lab.root} .git || true`)).toBe("");
  expect(readFileSync(join(root, ".git/config"), "utf8")).not.toContain("example.org");
});

test("hooks are off, and an agent can work with it", async () => {
  const { root } = await lab.create();
  agent(root, "echo 2 > a.txt; git add a.txt; git commit -qm mine; git switch -qc branch");
  expect(existsSync(join(root, "hooked"))).toBe(false);
  expect(gitIn(root, "log", "--format=%s")).toBe("mine\ntask");
});

test("what the set-up made shows as new, and is not hidden by rules of its own", async () => {
  const { root } = await lab.create();
  expect(gitIn(root, "status", "--porcelain").split("\n")).toEqual(["?? .husky/", "?? made.txt"]);
});
