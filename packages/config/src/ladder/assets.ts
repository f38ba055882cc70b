import { isUtf8 } from "node:buffer";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  type FileValue,
  type McpServer,
  mcpFileSchema,
  ScyllaError,
  type Skill,
  type SourcePosition,
  type Subagent,
} from "@scylla/contracts";
import { refusedVariable } from "../experiment/env-names.ts";
import { readText } from "../files/read-text.ts";
import { readTree } from "../files/read-tree.ts";
import { suggestion } from "../nearest.ts";
import type { Problems } from "../problems.ts";
import { readYaml } from "../yaml/read-yaml.ts";

const KINDS = {
  block: { directory: "blocks", suffix: ".md" },
  skill: { directory: "skills", suffix: "" },
  "sub-agent": { directory: "subagents", suffix: ".md" },
  "MCP server": { directory: "mcp", suffix: ".yaml" },
} as const;

type Kind = keyof typeof KINDS;

/** The text of `blocks/<id>.md`. @throws {ScyllaError} `REFERENCE_MISSING` when there is none, or what is wrong with it. */
export async function loadBlock(root: string, id: string, at: SourcePosition): Promise<string> {
  const text = await readText(await assetPath(root, "block", id, at), `blocks/${id}.md`, at);
  if (text.trim() === "") throw empty(`the block ${id}`, at);
  return text;
}

/** `subagents/<name>.md` by value. */
export async function loadSubagent(root: string, name: string, at: SourcePosition): Promise<Subagent> {
  const text = await readText(await assetPath(root, "sub-agent", name, at), `subagents/${name}.md`, at);
  if (text.trim() === "") throw empty(`the sub-agent ${name}`, at);
  return { name, text };
}

/** All files of `skills/<name>`, by value; symbolic links are refused, because what they lead to is not part of the ladder. */
export async function loadSkill(root: string, name: string, at: SourcePosition): Promise<Skill> {
  const path = await assetPath(root, "skill", name, at);
  const tree = await readTree(path, `skills/${name}`, at, "refuse");
  const files = tree.flatMap((file): FileValue[] => ("target" in file ? [] : [fileValue(file)]));
  if (!files.some((file) => file.path === "SKILL.md")) {
    const hint = "Agents find a skill by its SKILL.md.";
    throw new ScyllaError("REFERENCE_MISSING", `the skill ${name} has no SKILL.md`, { at, hint });
  }
  return { name, files };
}

function fileValue(file: {
  readonly path: string;
  readonly executable: boolean;
  readonly bytes: Uint8Array;
}): FileValue {
  const bytes = Buffer.from(file.bytes);
  const content = isUtf8(bytes) ? { text: bytes.toString("utf8") } : { base64: bytes.toString("base64") };
  return { path: file.path, executable: file.executable, content };
}

/** `mcp/<name>.yaml`; null when it is wrong, which is reported. */
export async function loadMcpServer(
  root: string,
  name: string,
  at: SourcePosition,
  problems: Problems,
): Promise<McpServer | null> {
  const file = await assetPath(root, "MCP server", name, at);
  const read = await readYaml({ file, name: `mcp/${name}.yaml`, at, schema: mcpFileSchema }, problems);
  if (!read) return null;
  const { command, env, pin } = read.value;
  const before = problems.count;
  for (const [variable, value] of Object.entries(env)) {
    const refused = refusedVariable(variable, value, read.keyAt(["env", variable]));
    if (refused) problems.add(refused);
  }
  for (const [i, word] of command.entries()) {
    const place = read.at(["command", i]);
    if (/@latest$/.test(word)) {
      problems.report(
        "CONFIG_INVALID",
        `${word} is another program next month`,
        place,
        "Name the version that `pin` names.",
      );
    } else if (i > 0 && (await exists(resolve(join(root, "mcp"), word)))) {
      const hint = "Name a program that is installed, or a package with its version.";
      problems.report(
        "CONFIG_INVALID",
        `${word} is not where the server is started: in the agent's workspace`,
        place,
        hint,
      );
    }
  }
  return problems.count > before ? null : { name, command, env: { ...env }, pin };
}

/** Where an asset lies. @throws {ScyllaError} `REFERENCE_MISSING`, naming the nearest one that exists. */
async function assetPath(root: string, kind: Kind, name: string, at: SourcePosition): Promise<string> {
  const { directory, suffix } = KINDS[kind];
  const known = await assetNames(join(root, directory), suffix);
  if (known.includes(name)) return join(root, directory, `${name}${suffix}`);
  const none = `There is no ${directory}/${name}${suffix === "" ? "/SKILL.md" : suffix}; make it, or remove the name.`;
  throw new ScyllaError("REFERENCE_MISSING", `there is no ${kind} ${name}`, {
    at,
    hint: suggestion(name, known, none),
  });
}

/** An id is the whole name of its file, so that no abbreviation changes its meaning when a file is added. */
async function assetNames(directory: string, suffix: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory);
    return entries
      .filter((entry) => !entry.startsWith(".") && entry.endsWith(suffix) && entry.length > suffix.length)
      .map((entry) => entry.slice(0, entry.length - suffix.length));
  } catch {
    // Whatever is wrong with the directory, it has nothing of that name to offer.
    return [];
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function empty(what: string, at: SourcePosition): ScyllaError {
  return new ScyllaError("CONFIG_INVALID", `${what} is empty`, {
    at,
    hint: "Write something into it, or remove its name here.",
  });
}
