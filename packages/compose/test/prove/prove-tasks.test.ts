import { existsSync, readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type ProveOptions, proveTasks, type TaskProof } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
import { expect, test } from "vitest";
import { expectError } from "../fixtures/expect-error.ts";
import { type Place, place } from "../fixtures/place.ts";

const REFERENCE = `diff --git a/answer.txt b/answer.txt
new file mode 100644
--- /dev/null
+++ b/answer.txt
@@ -0,0 +1 @@
+42
`;

interface Task {
  /** The command of the one check. */
  readonly check: string | readonly string[];
  readonly reference?: string;
  /** Further lines of the task. */
  readonly more?: string;
}

async function prove({ root, workRoot }: Place, task: Task, options: ProveOptions = {}): Promise<TaskProof> {
  const path = join(root, "tasks/answer/task.yaml");
  const written = (await readFile(path, "utf8")).replace(/command: \[.*\]/, `command: ${JSON.stringify(task.check)}`);
  await writeFile(path, `${written}${task.reference ? "reference: reference.patch\n" : ""}${task.more ?? ""}`);
  if (task.reference) await writeFile(join(root, "tasks/answer/reference.patch"), task.reference);
  const [proof] = await proveTasks(await loadExperiment(join(root, "experiment.yaml")), {
    workRoot,
    repeat: 2,
    ...options,
  });
  if (!proof) throw new Error("nothing was proved");
  return proof;
}

/** Names of proofs below the work root: of their workspaces, their graded trees, their locks. */
function left({ workRoot }: Place, kind: string): readonly string[] {
  const parent = join(workRoot, kind);
  return existsSync(parent) ? readdirSync(parent).filter((name) => name.startsWith("prove")) : [];
}

const told = ({ claims }: TaskProof): readonly string[] => claims.map(({ status, detail }) => `${status}: ${detail}`);

test("a task that is right in every respect", async () => {
  const here = await place();
  const seen: TaskProof[] = [];
  const proof = await prove(
    here,
    { check: ["test", "-s", "answer.txt"], reference: REFERENCE },
    { onProof: (one) => seen.push(one) },
  );
  expect(told(proof)).toEqual([
    "proved: checks start in the agent's workspace: unit",
    "proved: doing nothing fails: unit",
    "proved: the reference passes",
    "proved: checks answer alike, 2 times",
  ]);
  expect(seen).toEqual([proof]);
});

test("a check that passes whatever is done", async () => {
  const here = await place();
  expect(told(await prove(here, { check: "true" }))).toEqual([
    "proved: checks start in the agent's workspace: unit",
    "disproved: doing nothing passes",
    "open: the task names no `reference` that could pass",
    "proved: checks answer alike, 2 times",
  ]);
});

test("a reference that does not solve the task, and one that fits another commit", async () => {
  const here = await place();
  expect(told(await prove(here, { check: ["test", "-s", "other.txt"], reference: REFERENCE }))[2]).toBe(
    "disproved: the reference fails: unit",
  );
  const elsewhere = REFERENCE.replaceAll("new file mode 100644\n--- /dev/null", "--- a/answer.txt").replace(
    "-0,0",
    "-1",
  );
  const there = await place();
  expect(told(await prove(there, { check: ["test", "-s", "answer.txt"], reference: elsewhere }))[2]).toMatch(
    /^disproved: the reference can't be applied: error: /,
  );
});

test("a check that answers by chance", async () => {
  const here = await place();
  const count = join(here.root, "count");
  await writeFile(count, "");
  const check = `echo >>'${count}'; [ $(($(wc -l <'${count}') % 2)) = 0 ]`;
  const claims = told(await prove(here, { check, reference: REFERENCE }));
  expect(claims[3]).toMatch(
    /^disproved: checks answer by chance: unit without changes: (pass, then fail|fail, then pass); unit with/,
  );
});

test("a program that is not there", async () => {
  const here = await place();
  const claims = told(await prove(here, { check: ["no-such-program"], reference: REFERENCE }, { repeat: 1 }));
  expect(claims[0]).toMatch(/^disproved: in the agent's workspace unit could not be started: .*ENOENT/);
  expect(claims[2]).toBe("disproved: the reference fails: unit (error)");
  expect(claims[3]).toBe("open: checks ran once: one answer can't vary");
});

test("what no checkout brings along is said", async () => {
  const here = await place();
  const more = `setup: ["printf '[submodule \\"x\\"]' >.gitmodules; echo '*.bin filter=lfs' >.gitattributes"]\n`;
  expect((await prove(here, { check: "false", more }, { repeat: 1 })).notes).toEqual([
    "its submodules are empty directories, unless `setup` fetches them",
    "its Git LFS files are pointers, unless `setup` fetches them",
  ]);
});

test("a program that the shell does not find", async () => {
  const here = await place();
  const claims = told(await prove(here, { check: "no-such-program" }, { repeat: 1 }));
  expect(claims[0]).toMatch(
    /^disproved: in the agent's workspace unit can't be started: .*no-such-program: .*not found/,
  );
});

test("stopped, it leaves nothing behind", async () => {
  const here = await place();
  const stop = new AbortController();
  const marker = join(here.root, "started");
  const refused = expectError(
    prove(here, { check: `touch '${marker}'; sleep 600` }, { signal: stop.signal, repeat: 1 }),
    "INTERRUPTED",
  );
  while (!existsSync(marker)) await setTimeout(20);
  stop.abort();
  await refused;
  for (const kind of ["runs", "graded", "experiments"]) expect(left(here, kind), kind).toEqual([]);
});
