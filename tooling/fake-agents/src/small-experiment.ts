import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type FakeAgent, fakeAgent, MISSING_AGENT } from "./fake-agent.ts";

const run = promisify(execFile);

/** A whole experiment for fake agents: one task with a check that wants answer.txt, two set-ups in T0 and one in T1. */
export interface SmallExperiment {
  readonly agent: FakeAgent | "missing";
  /** Names that the agent may see. */
  readonly env?: readonly string[];
  readonly repeats?: number;
  readonly concurrency?: number;
  /** A duration like `2s`. */
  readonly time?: string;
  /** Adds T5, which inherits the winners of T0 and T1. */
  readonly inherits?: boolean;
  /** The check's command. */
  readonly check?: readonly string[];
  /** Further lines of experiment.yaml. */
  readonly more?: string;
}

/** Writes the experiment into `root`. @returns the path of its experiment.yaml. */
export async function writeExperiment(root: string, options: SmallExperiment): Promise<string> {
  const commit = await writeRepository(join(root, "repository"));
  const file = join(root, "experiment.yaml");
  const files: Record<string, string> = {
    "experiment.yaml": experimentYaml(options),
    "tasks/answer/task.yaml": taskYaml(commit, options.check ?? ["test", "-s", "answer.txt"]),
    "tasks/answer/prompt.md": "Write the answer.\n",
    "ladder/T0/00-plain.yaml": "version: 1\ntitle: Nothing but the task\n",
    "ladder/T0/01-rule.yaml": setUp("A rule", "{ instructions: { text: Answer. } }"),
    "ladder/T1/00-skill.yaml": setUp("A skill", "{ skills: [answer] }"),
    "ladder/skills/answer/SKILL.md": "---\nname: answer\ndescription: Answers\n---\nAnswer.\n",
  };
  if (options.inherits) files["ladder/T5/00-best.yaml"] = `${setUp("The best", "{}")}inherits: { tiers: [T0, T1] }\n`;
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return file;
}

function experimentYaml(options: SmallExperiment): string {
  const agent = options.agent === "missing" ? MISSING_AGENT : fakeAgent(options.agent);
  return `version: 1
name: small
tasks: [tasks/answer]
ladder: ladder
agents:
  - { id: fake, kind: command, command: [${JSON.stringify(agent)}], env: ${JSON.stringify(options.env ?? [])} }
repeats: ${options.repeats ?? 2}
limits: { time: ${options.time ?? "60s"} }
concurrency: { agents: ${options.concurrency ?? 2} }
${options.more ?? ""}`;
}

function taskYaml(commit: string, check: readonly string[]): string {
  return `version: 1
id: answer
title: An answer
repo: { path: ../../repository, commit: ${commit} }
prompt: prompt.md
checks:
  - { id: unit, command: ${JSON.stringify(check)} }
`;
}

function setUp(title: string, resources: string): string {
  return `version: 1\ntitle: ${title}\nresources: ${resources}\n`;
}

/** A repository with one commit, whose id is the same everywhere. */
async function writeRepository(directory: string): Promise<string> {
  const env = {
    ...process.env,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: "Ada Example",
    GIT_AUTHOR_EMAIL: "ada@example.com",
    GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
    GIT_COMMITTER_NAME: "Ada Example",
    GIT_COMMITTER_EMAIL: "ada@example.com",
    GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
  };
  const git = async (...args: readonly string[]): Promise<string> =>
    (await run("git", args, { cwd: directory, env })).stdout.trim();
  await mkdir(directory, { recursive: true });
  await git("init", "--quiet", "--initial-branch=main");
  await writeFile(join(directory, "README.md"), "# A repository\n");
  await git("add", "--all");
  await git("commit", "--quiet", "--no-verify", "--message=Begin");
  return git("rev-parse", "HEAD");
}
