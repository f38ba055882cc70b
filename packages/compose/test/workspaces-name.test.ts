import { cp, rename } from "node:fs/promises";
import { join } from "node:path";
import { openRunStore } from "@scylla/persistence";
import { expect, test } from "vitest";
import { createRunner } from "../src/index.ts";
import { place } from "./fixtures/place.ts";

test("a copy that is carried on takes nothing of what its original has bought and not captured", async () => {
  const { root, dir, workRoot, experiment } = await place();
  const { counts } = await createRunner({ dir, workRoot }).run({ experiment, range: { until: "workspace" } });
  const copy = join(root, "copy");
  await cp(dir, copy, { recursive: true });
  await createRunner({ dir, workRoot }).run({ range: { until: "agent" } });
  const spend = { planned: counts.planned, valid: counts.planned, missing: 0 };
  expect((await createRunner({ dir: copy, workRoot }).run()).counts).toEqual(spend);
  const { counts: done, resumePlan } = await createRunner({ dir, workRoot }).run();
  expect(done).toEqual(spend);
  // From the capture on: had its workspace been lost, the agent would be bought again.
  expect(resumePlan.redo.map(({ stage }) => stage)).toEqual(Array.from({ length: counts.planned }, () => "capture"));
  expect(await attempts(dir)).toEqual(new Set([1]));
});

test("a directory that was moved finds its workspaces again", async () => {
  const { root, dir, workRoot, experiment } = await place();
  await createRunner({ dir, workRoot }).run({ experiment, range: { until: "agent" } });
  const moved = join(root, "moved");
  await rename(dir, moved);
  const { status } = await createRunner({ dir: moved, workRoot }).run();
  expect([status, await attempts(moved)]).toEqual(["complete", new Set([1])]);
});

async function attempts(dir: string): Promise<ReadonlySet<number>> {
  const store = await openRunStore({ dir, mode: "read" });
  try {
    return new Set((await store.runs()).map((run) => run.attempt));
  } finally {
    await store.close();
  }
}
