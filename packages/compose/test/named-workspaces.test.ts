import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { processRunner } from "@scylla/workspace";
import { expect, test } from "vitest";
import { namedWorkspaces } from "../src/named-workspaces.ts";
import { place } from "./fixtures/place.ts";

const never = new AbortController().signal;
const DELIVERY = { files: [], scrub: [] };

test("repositories come before the experiment has a name, workspaces stand under it, and it is asked for until it is known", async () => {
  const { workRoot, experiment } = await place();
  let name: string | null = null;
  let asked = 0;
  const workspaces = namedWorkspaces({
    root: join(workRoot, "work"),
    processes: processRunner(),
    experiment: async () => {
      asked++;
      return name;
    },
  });
  expect([asked, existsSync(join(workRoot, "work"))]).toEqual([0, false]);
  const [task] = experiment.tasks;
  if (!task) throw new Error("the small experiment has a task");
  const template = { repo: task.repo, setup: task.setup };
  await Promise.all([workspaces.ensureCommit(task.repo, never), workspaces.ensureCommit(task.repo, never)]);
  expect(asked).toBe(2);

  name = "named";
  await workspaces.ensureTemplate(template, never);
  const { root, home } = await workspaces.create({ id: "1-1", template, delivery: DELIVERY }, never);
  expect(root).toContain("/runs/named/1-1/");
  expect((await workspaces.open("1-1"))?.root).toBe(root);
  await workspaces.equip?.({
    id: "1-1",
    files: [{ path: ".agent", executable: false, content: { text: "equipped" } }],
  });
  expect(await readFile(join(home, ".agent"), "utf8")).toBe("equipped");
  expect((await workspaces.capture({ id: "1-1", template, delivery: DELIVERY }, never)).changes).toBeNull();
  await workspaces
    .gradedTree({ id: "g", template, changes: null, protect: [], overlay: [] }, never)
    .then((tree) => tree[Symbol.asyncDispose]());
  await workspaces.dispose("1-1");
  expect(await workspaces.sweep(new Set())).toMatchObject({ workspaces: 0 });
  expect(asked).toBe(3);
  expect(await readdir(join(workRoot, "work", "runs"))).not.toContain("1-1");
});
