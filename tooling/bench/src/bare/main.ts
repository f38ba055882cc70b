// The bare script: what `runs` runs cost without any framework. Usage: node main.ts DIRECTORY MODE RUNS REPOSITORY
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { CONCURRENCY } from "../experiment.ts";
import { MODES } from "../mode.ts";
import { NOOP_AGENT, NOOP_CHECK } from "../programs.ts";
import { spawnProgram } from "./spawn-program.ts";
import { bareDatabase } from "./transactions.ts";
import { makeTree, walk } from "./trees.ts";

const [directory = "", modeName = "", count = "", repository = ""] = process.argv.slice(2);
const mode = MODES.find((one) => one === modeName) ?? "copy";
const runs = Number(count);

const template = join(directory, "template");
execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${repository}`, template]);
const objects = join(directory, "objects");
mkdirSync(objects);
const database = bareDatabase(join(directory, "store.db"), runs);

/** Durable, by name of content; what is there already is left alone. */
function storeObject(bytes: Buffer): void {
  const target = join(objects, createHash("sha256").update(bytes).digest("hex"));
  if (existsSync(target)) return;
  const descriptor = openSync(`${target}.new`, "w");
  writeSync(descriptor, bytes);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(`${target}.new`, target);
  const parent = openSync(objects, "r");
  fsyncSync(parent);
  closeSync(parent);
}

async function oneRun(id: number): Promise<void> {
  const step = (state: string): void => database.step(id, state);
  step("claimed");
  const workspace = await makeTree(mode, template, join(directory, "runs", String(id)));
  writeFileSync(join(workspace.root, "CLAUDE.md"), "Rule.\n");
  step("workspace");
  step("buying");
  const output = await spawnProgram(NOOP_AGENT, workspace.root, directory);
  step("agent");
  walk(workspace.changed);
  storeObject(output);
  step("captured");
  await workspace.remove();
  const graded = await makeTree(mode, template, join(directory, "graded", String(id)));
  await spawnProgram(NOOP_CHECK, graded.root, directory);
  await graded.remove();
  step("checked");
  step("graded");
}

let next = 1;
async function work(): Promise<void> {
  while (next <= runs) await oneRun(next++);
}
await Promise.all(Array.from({ length: CONCURRENCY }, work));
database.close();
