import { execFile } from "node:child_process";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Stands in every request of the set-up with the skill, and in no other. */
export const SKILL_MARK = "SKILL-MARK-8412";
/** Stands in every request of the set-up with instructions. */
export const INSTRUCTIONS_MARK = "INSTRUCTIONS-MARK-5530";
export const PROMPT_MARK = "PROMPT-MARK-2207";

export interface ExperimentChoice {
  readonly kind: string;
  readonly model: string;
  readonly provider: {
    readonly id: string;
    readonly url: string;
    readonly keyVariable: string;
    readonly cloud?: string | undefined;
  };
  readonly repeats?: number | undefined;
  /** As in experiment.yaml: `{ time: 30s, turns: 3 }`. */
  readonly limits?: string | undefined;
  readonly budget?: string | undefined;
  /** Further files of the task's repository. */
  readonly repository?: Readonly<Record<string, string>> | undefined;
  /** The program of the MCP server; by default one that works. */
  readonly server?: string | undefined;
  /** What the plain set-up is given; nothing by default. */
  readonly plain?: string | undefined;
}

/**
 * Writes an experiment for a real agent into `root`: one task whose check wants hello.txt, a plain set-up in T0, and one with
 * instructions, a skill and an MCP server in T1. @returns the path of its experiment.yaml.
 */
export async function writeExperiment(root: string, choice: ExperimentChoice): Promise<string> {
  const commit = await writeRepository(join(root, "repository"), choice.repository ?? {});
  await writeFiles(root, {
    "experiment.yaml": experimentYaml(choice),
    "tasks/hello/task.yaml": `version: 1
id: hello
title: A greeting
repo: { path: ../../repository, commit: ${commit} }
prompt: { text: "Write a greeting into hello.txt. ${PROMPT_MARK}" }
checks:
  - { id: greets, command: [grep, -q, hello, hello.txt] }
`,
    "ladder/T0/00-plain.yaml": `version: 1\ntitle: Nothing but the task\nresources: ${choice.plain ?? "{}"}\n`,
    "ladder/T1/00-all.yaml": `version: 1
title: Instructions, a skill, a server
resources: { instructions: { blocks: [B01-greet] }, skills: [greet], mcp: [echo] }
`,
    "ladder/blocks/B01-greet.md": `Greet in one word. ${INSTRUCTIONS_MARK}\n`,
    "ladder/skills/greet/SKILL.md": `---\nname: greet\ndescription: How to greet ${SKILL_MARK}\n---\nSay hello.\n`,
    "ladder/mcp/echo.yaml": `version: 1\ncommand: [node, ${choice.server ?? "tools/echo-server.mjs"}]\npin: "1.0.0"\n`,
  });
  return join(root, "experiment.yaml");
}

function experimentYaml({ kind, model, provider, repeats, limits, budget }: ExperimentChoice): string {
  return `version: 1
name: real
tasks: [tasks/hello]
ladder: ladder
agents:
  - { id: real, kind: ${kind}, model: "${model}", provider: ${provider.id} }
providers:
  ${provider.id}: { baseUrl: "${provider.url}", ${provider.cloud ?? `key: { env: ${provider.keyVariable} }`} }
repeats: ${repeats ?? 1}
limits: ${limits ?? "{ time: 120s }"}
budget: ${budget ?? "{ usd: 100 }"}
`;
}

export async function writeFiles(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

async function writeRepository(directory: string, files: Readonly<Record<string, string>>): Promise<string> {
  const git = async (...args: readonly string[]): Promise<string> =>
    (
      await promisify(execFile)("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
        cwd: directory,
      })
    ).stdout;
  await writeFiles(directory, { "README.md": "# A repository\n", ...files });
  await mkdir(join(directory, "tools"), { recursive: true });
  const server = fileURLToPath(new URL("../fixtures/echo-server.mjs", import.meta.url));
  await copyFile(server, join(directory, "tools/echo-server.mjs"));
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", "--all", "--force");
  await git("commit", "--quiet", "--no-verify", "--message=Begin");
  return (await git("rev-parse", "HEAD")).trim();
}
