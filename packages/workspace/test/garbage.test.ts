import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TemplateSpec } from "@scylla/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Garbage, removeGarbage, workGarbage } from "../src/garbage.ts";
import { templatePath } from "../src/template/template.ts";

const SPEC: TemplateSpec = { repo: { kind: "path", path: "/repo", commit: "1".repeat(40) }, setup: [] };
const OTHER: TemplateSpec = { ...SPEC, setup: ["true"] };

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "scylla-garbage-")));
  for (const spec of [SPEC, OTHER]) put(join(templatePath(root, spec), "tree", "file"));
  put(join(root, "runs", "done", "1-1", "tree", "file"));
  put(join(root, "graded", "done", "1-1-1", "tree", "file"));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "12345");
}

const find = (finished: string | null): Promise<readonly Garbage[]> =>
  workGarbage({ root, finished, templates: [SPEC, SPEC] });
const kinds = (garbage: readonly Garbage[]): readonly string[] => garbage.map(({ kind, bytes }) => `${kind} ${bytes}`);

test("of a finished experiment, its workspaces and the templates of its tasks are garbage, once each", async () => {
  const garbage = await find("done");
  expect(kinds(garbage)).toEqual(["workspace 5", "workspace 5", "template 5"]);
  for (const one of garbage) expect(await removeGarbage(one, { root, finished: "done", templates: [SPEC] })).toBe(true);
  expect(readdirSync(join(root, "templates"))).toEqual([templatePath("", OTHER).split("/").at(-1)]);
  expect([readdirSync(join(root, "runs")), readdirSync(join(root, "graded"))]).toEqual([[], []]);
  expect(await find("done")).toEqual([]);
});

test("of one that is not finished, only what killed processes were making is garbage", async () => {
  put(join(root, "templates", ".making-999999999-aa-x", "file"));
  put(join(root, "repos", `.making-${process.ppid}-aa-x`, "file"));
  expect(kinds(await find(null))).toEqual(["abandoned 5"]);
});

test("templates stay while another experiment has a workspace, also when it comes at the last moment", async () => {
  const [, , template] = await find("done");
  if (!template) throw new Error("a template was expected");
  put(join(root, "runs", "other", "1-1", "tree", "file"));
  expect(kinds(await find("done"))).toEqual(["workspace 5", "workspace 5"]);
  expect(await removeGarbage(template, { root, finished: "done", templates: [SPEC] })).toBe(false);
  expect(existsSync(join(template.path, "tree", "file"))).toBe(true);
  expect(readdirSync(join(root, "templates"))).toHaveLength(2);
});

test("a work root that was never made holds none", async () => {
  expect(await workGarbage({ root: join(root, "no"), finished: "done", templates: [] })).toEqual([]);
});
