import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EXAMPLE } from "../src/example.ts";
import { buildRepository } from "../src/repository.ts";

test("the example's reference patches and commit are those of its repository", async () => {
  const directory = mkdtempSync(join(tmpdir(), "scylla-demo-test-"));
  const { commit, references } = await buildRepository(join(directory, "repo.bundle"));
  for (const [task, patch] of Object.entries(references)) {
    expect(readFileSync(join(EXAMPLE, "tasks", task, "reference.patch"), "utf8")).toBe(patch);
    expect(readFileSync(join(EXAMPLE, "tasks", task, "task.yaml"), "utf8")).toContain(commit);
  }
  rmSync(directory, { recursive: true });
});
