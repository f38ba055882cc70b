import { cp, mkdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { decodeFileSet, isScyllaError, type LoadedExperiment } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { loadExperiment } from "../src/index.ts";
import { GOOD, load, writeTree } from "./fixtures/experiments.ts";

/** Everything that enters a digest: no path of this machine. */
function digests(experiment: LoadedExperiment): unknown {
  return {
    tasks: experiment.tasks.map(({ digest, grading }) => [digest, grading]),
    programs: experiment.agents.map(({ program, env }) => [program, env]),
    resources: experiment.ladder.subtests.map(({ tier, id, inherits, resources }) => ({
      tier,
      id,
      inherits,
      resources,
    })),
    objects: experiment.objects.map(({ digest }) => digest),
  };
}

test("reads the smallest experiment, with defaults", async () => {
  const loaded = await load();
  expect(loaded).toMatchObject({
    name: "quickstart",
    seed: 0,
    repeats: 1,
    quorum: 0.8,
    budgetUsd: null,
    tiers: ["T0"],
    comparisons: [],
    concurrency: { agents: 2, perAgent: {} },
    sandbox: "auto",
  });
  expect(loaded.ladder.tiers.map((tier) => tier.id)).toEqual(["T0", "T1", "T2", "T3", "T4", "T5", "T6"]);
});

test("moving the whole experiment changes no digest, and an edit of what the agent gets does", async () => {
  const root = await writeTree();
  const here = digests(await loadExperiment(join(root, "experiment.yaml"), { env: {} }));
  await mkdir(join(root, "elsewhere"));
  const moved = await writeTree({}, {});
  await cp(root, join(moved, "deep"), { recursive: true });
  expect(digests(await loadExperiment(join(moved, "deep/experiment.yaml"), { env: {} }))).toEqual(here);
  for (const path of ["agents/toy.mjs", "tasks/slugify/prompt.md", "ladder/blocks/B01-basics.md"]) {
    expect(digests(await load({ [path]: `${GOOD[path]}!` }))).not.toEqual(here);
  }
});

test("a path is found from where the process stands, and the result names it absolutely", async () => {
  const root = await writeTree();
  await rename(join(root, "experiment.yaml"), join(root, "other.yaml"));
  expect((await loadExperiment(join(root, "ladder/../other.yaml"), { env: {} })).file).toBe(join(root, "other.yaml"));
});

test("an experiment that is not there is one error that names it", async () => {
  const root = await writeTree();
  await expect(loadExperiment(join(root, "nope.yaml"))).rejects.toMatchObject({
    code: "FILE_MISSING",
    at: { file: join(root, "nope.yaml") },
  });
  await expect(loadExperiment(root)).rejects.toMatchObject({
    code: "FILE_MISSING",
    hint: `Did you mean ${join(root, "experiment.yaml")}?`,
  });
});

test("the same error for ten set-ups is one error", async () => {
  const setup = (i: number) => [`ladder/T0/1${i}.yaml`, "version: 1\ntitle: A\nresources: { mcp: [x] }\n"] as const;
  const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => setup(i)));
  const error: unknown = await load({ ...files, "ladder/mcp/x.yaml": "version: 1\ncommand: [x]\n" }).catch(
    (e: unknown) => e,
  );
  expect(isScyllaError(error) && [error.message, error.also]).toEqual(["`pin` is missing", undefined]);
});

describe("set-ups in the experiment itself", () => {
  const inline = (setups: string) => ({
    "experiment.yaml": String(GOOD["experiment.yaml"]).replace("ladder: ladder\n", `setups:\n${setups}`),
    "blocks/B02.md": "Two.",
  });

  test("are one tier, sorted by id, with assets beside the experiment", async () => {
    const { ladder, tiers } = await load(
      inline("  - { id: b, title: B, resources: { instructions: { blocks: [B02] } } }\n  - { id: a, title: A }\n"),
    );
    expect(tiers).toEqual(["T0"]);
    expect(ladder.tiers).toEqual([{ id: "T0", title: "Set-ups", dependsOn: [] }]);
    expect(ladder.subtests.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(ladder.subtests[1]?.resources).toEqual({ instructions: { kind: "text", text: "Two.\n" } });
    expect(ladder.subtests[1]?.at.line).toBe(5);
  });

  test("have ids of their own", async () => {
    await expect(load(inline("  - { id: a, title: A }\n  - { id: a, title: B }\n"))).rejects.toMatchObject({
      code: "DUPLICATE_ID",
      message: "two set-ups have the id a",
    });
  });
});

test("hidden tests and rubric are objects, once each", async () => {
  const task = String(GOOD["tasks/slugify/task.yaml"]).replace(
    "[node, --test] }",
    "[node, --test], hiddenTests: hidden }\n  - { id: again, command: 'true', hiddenTests: hidden }\nrubric: rubric.yaml",
  );
  const { objects, tasks } = await load({
    "tasks/slugify/task.yaml": task,
    "tasks/slugify/hidden/a.test.mjs": "test",
    "tasks/slugify/rubric.yaml": "items: []\n",
  });
  expect(objects).toHaveLength(2);
  const grading = tasks[0]?.grading;
  expect(grading?.checks.map((check) => check.hiddenTests)).toEqual([objects[0]?.digest, objects[0]?.digest]);
  expect(grading?.rubric).toBe(objects[1]?.digest);
  const files = decodeFileSet(objects[0]?.bytes ?? new Uint8Array());
  expect(files.map((file) => Buffer.from(file.path).toString())).toEqual(["a.test.mjs"]);
});

test("reads nothing twice that it hashes: the prompt of the value is that of the digest", async () => {
  const root = await writeTree();
  const { tasks } = await loadExperiment(join(root, "experiment.yaml"), { env: {} });
  expect(tasks[0]?.prompt).toBe(await readFile(join(root, "tasks/slugify/prompt.md"), "utf8"));
});
