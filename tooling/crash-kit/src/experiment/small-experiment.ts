import { join } from "node:path";
import { writeRepository } from "./repository.ts";
import { writeFiles } from "./write-files.ts";

/** One task, one set-up, and as many agents as a test needs. */
export interface SmallExperiment {
  /** Commands by the ids of their agents. */
  readonly agents: Readonly<Record<string, readonly string[]>>;
  readonly check: readonly string[];
  readonly setup?: readonly string[];
  readonly repeats?: number;
  readonly concurrency?: number;
  /** A duration like `5s`. */
  readonly time?: string;
}

/** What its repository holds. */
const SMALL_REPOSITORY: Readonly<Record<string, string>> = {
  "README.md": "# A repository\n",
  ".gitignore": "*.log\n",
  "src/main.txt": "main\n",
  "src/other.txt": "other\n",
};

/** @returns the path of its experiment.yaml. */
export function writeSmallExperiment(root: string, options: SmallExperiment): string {
  const commit = writeRepository(join(root, "repository"), SMALL_REPOSITORY);
  const agents = Object.entries(options.agents).map(
    ([id, command]) => `  - { id: ${id}, kind: command, command: ${JSON.stringify(command)}, env: [CRASH_LEDGER] }`,
  );
  writeFiles(root, {
    "experiment.yaml": `version: 1
name: small
tasks: [task]
setups:
  - { id: plain, title: Nothing but the task }
agents:
${agents.join("\n")}
repeats: ${options.repeats ?? 1}
limits: { time: ${options.time ?? "60s"} }
concurrency: { agents: ${options.concurrency ?? 2} }
`,
    "task/task.yaml": `version: 1
id: task
title: A task
repo: { path: ../repository, commit: ${commit} }
prompt: { text: Answer. }
setup: ${JSON.stringify(options.setup ? [options.setup] : [])}
protect: [README.md]
checks:
  - { id: answer, command: ${JSON.stringify(options.check)}, time: 30s }
`,
  });
  return join(root, "experiment.yaml");
}
