import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NOOP_AGENT, NOOP_CHECK } from "./programs.ts";
import { writeRepository } from "./repository.ts";

const SET_UPS = 10;

/** Agents at once, here and in the bare script. */
export const CONCURRENCY = 2;

/** An experiment of `runs` runs: one task, ten set-ups that differ in a line of instructions. @returns the path of its experiment.yaml. */
export function writeExperiment(root: string, runs: number): string {
  const commit = writeRepository(join(root, "repository"));
  const setUps = Array.from(
    { length: SET_UPS },
    (_, i) => `  - { id: s${i}, title: Set-up ${i}, resources: { instructions: { text: Rule ${i}. } } }`,
  );
  const file = join(root, "experiment.yaml");
  mkdirSync(join(root, "task"), { recursive: true });
  writeFileSync(
    join(root, "task/task.yaml"),
    `version: 1
id: task
title: A task
repo: { path: ../repository, commit: ${commit} }
prompt: { text: Do nothing. }
checks: [{ id: nothing, command: [${JSON.stringify(NOOP_CHECK)}] }]
`,
  );
  writeFileSync(
    file,
    `version: 1
name: bench
tasks: [task]
setups:
${setUps.join("\n")}
agents: [{ id: noop, kind: command, command: [${JSON.stringify(NOOP_AGENT)}] }]
repeats: ${Math.ceil(runs / SET_UPS)}
concurrency: { agents: ${CONCURRENCY} }
`,
  );
  return file;
}
