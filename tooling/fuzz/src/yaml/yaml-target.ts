import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadExperiment } from "@scylla/config";
import { stringify } from "yaml";
import type { Chooser } from "../chooser.ts";
import { type Target, taken } from "../target.ts";
import { GRAMMAR, KINDS, type Kind } from "./grammar.ts";
import { mutateText } from "./mutate-text.ts";
import { mutateTree } from "./mutate-tree.ts";

/** An experiment that is right in every respect, with all that the grammar names. */
const SOUND: Readonly<Record<string, string>> = {
  "experiment.yaml": `version: 1
name: fuzz
tasks: [tasks/slugify]
ladder: ladder
agents: [{ id: toy, kind: command, command: [node, agents/toy.mjs] }]
`,
  "agents/toy.mjs": "",
  "repo.bundle": "a bundle",
  "tasks/slugify/task.yaml": `version: 1
id: slugify
title: Slugs
repo: { bundle: ../../repo.bundle, commit: ${"4f1c0de4".repeat(5)} }
prompt: prompt.md
checks: [{ id: unit, command: "true" }]
`,
  "tasks/slugify/prompt.md": "Make slugs.\n",
  "tasks/slugify/reference.patch": "",
  "tasks/slugify/rubric.yaml": "version: 1\n",
  "tasks/slugify/hidden/test.js": "",
  "ladder/T0/00-nothing.yaml": "version: 1\ntitle: Nothing\n",
  "ladder/T0/01-rule.yaml": "version: 1\ntitle: A rule\nresources: { mcp: [files] }\n",
  "ladder/T1/00-skill.yaml": "version: 1\ntitle: A skill\nresources: { skills: [write-tests] }\n",
  "ladder/blocks/B01-basics.md": "Test first.\n",
  "ladder/skills/write-tests/SKILL.md": "Write tests.\n",
  "ladder/subagents/reviewer.md": "Review.\n",
  "ladder/mcp/files.yaml": "version: 1\ncommand: [npx, files@1.2.3]\npin: 1.2.3\n",
};

const FILES: Readonly<Record<Kind, string>> = {
  experiment: "experiment.yaml",
  task: "tasks/slugify/task.yaml",
  subtest: "ladder/T0/01-rule.yaml",
  ladder: "ladder/ladder.yaml",
  "mcp-server": "ladder/mcp/files.yaml",
};

/** Loads an experiment one file of which is mutated, as values, as text, or both. */
export async function yamlTarget(): Promise<Target> {
  const root = await mkdtemp(join(tmpdir(), "scylla-fuzz-"));
  for (const [path, content] of Object.entries(SOUND)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return {
    feed: async (choose) => {
      const kind = choose.pick(KINDS);
      const path = join(root, FILES[kind]);
      await writeFile(path, mutatedFile(choose, kind));
      const how = await taken(() => loadExperiment(join(root, "experiment.yaml"), { env: {} }));
      const sound = SOUND[FILES[kind]];
      await (sound === undefined ? rm(path) : writeFile(path, sound));
      return how;
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

function mutatedFile(choose: Chooser, kind: Kind): string | Buffer {
  const tree = GRAMMAR[kind](choose);
  const changed = choose.chance(0.6) ? mutateTree(choose, tree) : tree;
  const text = choose.chance(0.2) ? JSON.stringify(changed) : stringify(changed);
  return choose.chance(0.6) ? mutateText(choose, text) : text;
}
