import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { examineWorkRoot } from "../src/examine-work-root.ts";

test("a work root is looked at as a run would use it, and none is left that was not there", async () => {
  const root = mkdtempSync(join(tmpdir(), "scylla-examined-"));
  const work = join(root, "work");
  expect(await examineWorkRoot(work)).toMatchObject({ path: work, mode: expect.stringMatching(/^(overlay|copy)$/) });
  writeFileSync(join(root, "CLAUDE.md"), "Be quick.");
  await expect(examineWorkRoot(work)).rejects.toMatchObject({ code: "WORK_ROOT_UNSAFE" });
  expect(readdirSync(root)).toEqual(["CLAUDE.md"]);
  rmSync(root, { recursive: true });
});

test("where nothing can be made it is refused, and at once", async () => {
  await expect(examineWorkRoot("/proc/self/no/work")).rejects.toMatchObject({ code: "WORK_ROOT_UNSAFE" });
});
