import { join } from "node:path";
import { fixture } from "./fixture.ts";
import { writeRepository } from "./repository.ts";
import { writeFiles } from "./write-files.ts";

/**
 * A small but whole experiment: two tasks, one of them with a set-up command; two set-ups in T0, one in T1, and T5, which inherits
 * the winners of both; two repeats; two agents at once. The first set-up's runs of the second task fail once for infrastructure reasons.
 * @returns the path of its experiment.yaml.
 */
export function writeSweepExperiment(root: string): string {
  const commit = writeRepository(join(root, "repository"), {
    "README.md": "# A repository\n",
    "old.txt": "to be removed\n",
    "src/main.txt": "main\n",
    ".gitignore": "*.log\n",
  });
  writeFiles(root, {
    "experiment.yaml": EXPERIMENT,
    "tasks/steady/task.yaml": task("steady", commit, `setup: [[${fixture("sweep-setup")}]]`),
    "tasks/steady/prompt.md": "Answer.\n",
    "tasks/unsteady/task.yaml": task("unsteady", commit, "protect: [README.md]"),
    "tasks/unsteady/prompt.md": "Answer, on unsteady ground.\n",
    "tasks/unsteady/hidden/test/hidden.txt": "hidden\n",
    "ladder/T0/00-plain.yaml": setUp("Unsteady", "{ instructions: { text: Unsteady hands. } }"),
    "ladder/T0/01-rule.yaml": setUp("A rule that helps", "{ instructions: { text: Do what is right. } }"),
    "ladder/T1/00-skill.yaml": setUp("A skill", "{ skills: [answer] }"),
    "ladder/T5/00-best.yaml": `${setUp("The best of both", "{}")}inherits: { tiers: [T0, T1] }\n`,
    "ladder/skills/answer/SKILL.md": "---\nname: answer\ndescription: Answers\n---\nAnswer.\n",
    "ladder/ladder.yaml": `version: 1
tiers:
  T0: { title: Prompts }
  T1: { title: Skills }
  T5: { title: Hybrid, dependsOn: [T0, T1] }
`,
  });
  return join(root, "experiment.yaml");
}

const EXPERIMENT = `version: 1
name: sweep
tasks: [tasks/steady, tasks/unsteady]
ladder: ladder
agents:
  - { id: sweeper, kind: command, command: [${JSON.stringify(fixture("sweep-agent"))}], env: [CRASH_LEDGER] }
repeats: 2
limits: { time: 60s }
concurrency: { agents: 2 }
seed: 7
`;

function task(id: string, commit: string, more: string): string {
  const hidden = id === "unsteady" ? ", hiddenTests: hidden" : "";
  return `version: 1
id: ${id}
title: The ${id} task
repo: { path: ../../repository, commit: ${commit} }
prompt: prompt.md
checks:
  - { id: answer, command: [${JSON.stringify(fixture("sweep-check"))}]${hidden} }
${more}
`;
}

function setUp(title: string, resources: string): string {
  return `version: 1\ntitle: ${title}\nresources: ${resources}\n`;
}
