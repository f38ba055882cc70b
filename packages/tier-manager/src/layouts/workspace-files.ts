import {
  type FileValue,
  type McpServer,
  ScyllaError,
  type Skill,
  type Subagent,
  type Treatment,
} from "@scylla/contracts";

/** The treatment's own instructions in each of these files; a repo's are not given, but left. */
export function instructionFiles(
  instructions: Treatment["resources"]["instructions"],
  paths: readonly string[],
): readonly FileValue[] {
  return instructions.kind === "text" ? paths.map((path) => textFile(path, instructions.text)) : [];
}

/** `<directory>/<skill>/SKILL.md` and what belongs to it. */
export function skillFiles(skills: readonly Skill[], directory: string): readonly FileValue[] {
  return skills.flatMap(({ name, files }) =>
    files.map((file) => ({ ...file, path: inside(`${directory}/${name}`, file.path) })),
  );
}

/** `<directory>/<sub-agent>.md` */
export function subagentFiles(subagents: readonly Subagent[], directory: string): readonly FileValue[] {
  return subagents.map(({ name, text }) => textFile(inside(directory, `${name}.md`), text));
}

/** The file of MCP servers that most agents read; none for none. */
export function mcpFiles(servers: readonly McpServer[], path: string): readonly FileValue[] {
  if (servers.length === 0) return [];
  const entries = servers.map(({ name, command: [command, ...args], env }) => [name, { command, args, env }] as const);
  return [textFile(path, `${JSON.stringify({ mcpServers: Object.fromEntries(entries) }, null, 2)}\n`)];
}

function textFile(path: string, text: string): FileValue {
  return { path, executable: false, content: { text } };
}

/** A treatment is data: its paths are looked at before files are written for them. */
function inside(directory: string, path: string): string {
  const parts = path.split("/");
  if (parts.every((part) => part !== "" && part !== "." && part !== "..")) return `${directory}/${path}`;
  throw new ScyllaError("PATH_ESCAPE", `the path ${path} leads out of ${directory}`, {
    hint: "Paths in a treatment are relative and hold no dots.",
  });
}
