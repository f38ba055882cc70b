import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** An experiment that is right in every respect, with all that the grammar names. */
export const SOUND: Readonly<Record<string, string>> = {
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

export async function writeSoundExperiment(root: string): Promise<void> {
  for (const [path, content] of Object.entries(SOUND)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}
