import type { LoadedTask } from "@scylla/contracts";
import { expect, test } from "vitest";
import { GOOD, load, type Tree } from "../fixtures/experiments.ts";

const TASK = String(GOOD["tasks/slugify/task.yaml"]);

async function loadTask(text: string, files: Tree = {}): Promise<LoadedTask> {
  const [task] = (await load({ ...files, "tasks/slugify/task.yaml": text })).tasks;
  if (!task) throw new Error("no task");
  return task;
}

test("limits of the task take precedence one by one, and half an hour is the default", async () => {
  const limits = "limits: { time: 10m, turns: 50 }\n";
  const experiment = `${GOOD["experiment.yaml"]}${limits}`;
  expect((await loadTask(TASK)).limits).toEqual({ timeMs: 1_800_000, turns: null, usd: null });
  expect((await loadTask(`${TASK}limits: { time: 1.5m, usd: 2 }\n`, { "experiment.yaml": experiment })).limits).toEqual(
    {
      timeMs: 90_000,
      turns: 50,
      usd: 2,
    },
  );
});

test("what the agent sees is in the task's digest; what grades it is in another", async () => {
  const base = await loadTask(TASK);
  const others = await Promise.all([
    loadTask(`${TASK}setup: [[npm, ci]]\n`),
    loadTask(TASK.replace("4f1c", "5f1c")),
    loadTask(TASK.replace("prompt.md", "{ text: Other. }")),
  ]);
  expect(new Set([base, ...others].map((task) => task.digest)).size).toBe(4);
  expect(new Set([base, ...others].map((task) => task.grading.digest)).size).toBe(1);
  const graded = await loadTask(`${TASK}protect: [a, b]\ntitle2: x\n`.replace("title2: x\n", ""));
  expect(graded.digest).toBe(base.digest);
  expect(graded.grading.digest).not.toBe(base.grading.digest);
  expect((await loadTask(`${TASK}protect: [b, a, b]\n`)).grading).toEqual(graded.grading);
});

test("a prompt in place is the prompt of the same file", async () => {
  const inline = await loadTask(TASK.replace("prompt.md", '{ text: "Make slugs.\\n" }'));
  expect(inline.digest).toBe((await loadTask(TASK)).digest);
});

test("hosts are one list, whatever order and case they are written in", async () => {
  expect((await loadTask(`${TASK}network: { allow: [B.org, a.org, b.org] }\n`)).network).toEqual(["a.org", "b.org"]);
});

test.each([
  ["https://x.org/a/b.git", "url"],
  ["git@x.org:a/b.git", "url"],
  ["file:///srv/a.git", "url"],
])("a repository at %s", async (url) => {
  const task = await loadTask(TASK.replace("bundle: ../../repo.bundle", `url: '${url}'`));
  expect(task.repo).toEqual({ kind: "url", url, commit: "4f1c0de4f1c0de4f1c0de4f1c0de4f1c0de4f1c0" });
});

test("a repository's directory", async () => {
  const task = await loadTask(TASK.replace("bundle: ../../repo.bundle", "path: ../../repo"), { "repo/HEAD": "" });
  expect(task.repo).toMatchObject({ kind: "path", path: expect.stringMatching(/\/repo$/) });
});

test("a reference is a file that must be there, and is no part of any digest", async () => {
  const withReference = await loadTask(`${TASK}reference: ref.patch\n`, { "tasks/slugify/ref.patch": "x" });
  expect(withReference.reference).toMatch(/tasks\/slugify\/ref\.patch$/);
  expect(withReference.digest).toBe((await loadTask(TASK)).digest);
  await expect(loadTask(`${TASK}reference: no.patch\n`)).rejects.toMatchObject({ code: "FILE_MISSING" });
});
