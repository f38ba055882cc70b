import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { REPOSITORY } from "../src/published-packages.ts";

const permissionsSchema = z.record(z.string(), z.enum(["read", "write", "none"]));
const stepSchema = z.object({
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).default({}),
});
const workflowSchema = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: permissionsSchema,
  jobs: z.record(
    z.string(),
    z.object({
      needs: z.string().optional(),
      environment: z.string().optional(),
      "timeout-minutes": z.number(),
      permissions: permissionsSchema.optional(),
      steps: z.array(stepSchema),
    }),
  ),
});

const read = (file: string) => workflowSchema.parse(parse(readFileSync(join(REPOSITORY, file), "utf8")));
const files = globSync(".github/workflows/*.yml", { cwd: REPOSITORY }).sort();
const release = (): z.infer<typeof workflowSchema> => read(".github/workflows/release.yml");

test("there are a workflow for tests and one for releases", () => {
  expect(files).toEqual([".github/workflows/release.yml", ".github/workflows/test.yml"]);
});

describe.each(files)("%s", (file) => {
  const workflow = read(file);
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const actions = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));

  test("names every action by its whole commit", () => {
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    const versions = readFileSync(join(REPOSITORY, file), "utf8").match(/uses: \S+ # v\d+\.\d+\.\d+$/gm);
    expect(versions).toHaveLength(actions.length);
  });

  test("gives nobody more than reading, but to the job that publishes", () => {
    expect(Object.values(workflow.permissions)).not.toContain("write");
    for (const [name, { permissions = {} }] of Object.entries(workflow.jobs)) {
      const written = Object.keys(permissions).filter((scope) => permissions[scope] === "write");
      expect(written).toEqual(name === "publish" ? ["contents", "id-token"] : []);
    }
  });

  test("leaves no token behind, and lets no text of strangers into a shell", () => {
    for (const { uses, with: inputs } of steps) {
      if (uses?.startsWith("actions/checkout@")) expect(inputs["persist-credentials"]).toBe(false);
    }
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
    expect(workflow.on).not.toHaveProperty("pull_request_target");
    expect(readFileSync(join(REPOSITORY, file), "utf8")).not.toContain("secrets.");
  });

  test("sees the tags of earlier releases, and runs all gates", () => {
    for (const { uses, with: inputs } of steps) {
      if (uses?.startsWith("actions/checkout@")) expect(inputs["fetch-depth"]).toBe(0);
    }
    expect(workflow.jobs["test"]?.steps.map(({ run }) => run)).toContain(".ci/run");
  });
});

test("nothing is published that was not tested and rehearsed, and only on somebody's word", () => {
  const { on, jobs } = release();
  expect(Object.keys(on)).toEqual(["workflow_dispatch"]);
  expect(jobs["test"]?.steps.map(({ run }) => run)).toContain("npm run release:rehearse");
  expect(jobs["publish"]).toMatchObject({ needs: "test", environment: "npm" });
});

test("what is published says from what it was made", () => {
  const publishing = release().jobs["publish"]?.steps.filter(({ run }) => run?.includes("release:publish"));
  expect(publishing).toMatchObject([{ env: { PNPM_CONFIG_PROVENANCE: "true" } }]);
});
