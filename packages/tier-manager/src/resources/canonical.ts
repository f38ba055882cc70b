import {
  canonicalJson,
  compareKeys,
  type Instructions,
  type Json,
  type McpServer,
  type ResourceSpec,
  ScyllaError,
  type Skill,
  type Subagent,
  type SystemPrompt,
  type ToolPolicy,
} from "@scylla/contracts";
import { canonicalText } from "./text.ts";

/**
 * A resource spec in its one form, so that equal specs have equal digests on every machine: lists sorted and without repetition,
 * texts without blank edges, absent members left out. The input is not changed.
 * @throws {ScyllaError} `RESOURCE_CONFLICT` when two entries of one name differ.
 */
export function canonicalResources(spec: ResourceSpec): ResourceSpec {
  return {
    ...(spec.instructions && { instructions: canonicalInstructions(spec.instructions) }),
    ...(spec.skills && { skills: canonicalSkills(spec.skills) }),
    ...(spec.subagents && { subagents: canonicalSubagents(spec.subagents) }),
    ...(spec.mcp && { mcp: canonicalMcp(spec.mcp) }),
    ...(spec.tools && { tools: canonicalTools(spec.tools) }),
    ...(spec.systemPrompt && { systemPrompt: canonicalSystemPrompt(spec.systemPrompt) }),
    ...(spec.thinking !== undefined && { thinking: spec.thinking }),
    ...(spec.model !== undefined && { model: spec.model }),
  };
}

function canonicalInstructions(instructions: Instructions): Instructions {
  if (instructions.kind !== "text") return { kind: instructions.kind };
  const text = canonicalText(instructions.text);
  return text === "" ? { kind: "none" } : { kind: "text", text };
}

function canonicalSkills(skills: readonly Skill[]): readonly Skill[] {
  return uniqueByName(
    "skill",
    skills.map(({ name, files }) => ({ name, files: files.toSorted((a, b) => compareKeys(a.path, b.path)) })),
  );
}

function canonicalSubagents(subagents: readonly Subagent[]): readonly Subagent[] {
  return uniqueByName("sub-agent", subagents);
}

function canonicalMcp(servers: readonly McpServer[]): readonly McpServer[] {
  return uniqueByName("MCP server", servers);
}

function canonicalTools(tools: ToolPolicy): ToolPolicy {
  if (tools.kind !== "only") return { kind: tools.kind };
  const names = [...new Set(tools.names)].sort(compareKeys);
  return names.length === 0 ? { kind: "none" } : { kind: "only", names };
}

function canonicalSystemPrompt(prompt: SystemPrompt): SystemPrompt {
  if (prompt.kind !== "replace" && prompt.kind !== "append") return { kind: prompt.kind };
  const text = prompt.text.trimEnd();
  if (text !== "") return { kind: prompt.kind, text };
  return { kind: prompt.kind === "replace" ? "empty" : "default" };
}

function uniqueByName<T extends { readonly name: string }>(what: string, entries: readonly T[]): readonly T[] {
  const byName = new Map<string, T>();
  for (const entry of entries) {
    const before = byName.get(entry.name);
    if (before && !isEqual(before, entry)) throw conflict(what, entry.name);
    if (!before) byName.set(entry.name, entry);
  }
  return [...byName.values()].sort((a, b) => compareKeys(a.name, b.name));
}

function isEqual(a: unknown, b: unknown): boolean {
  return canonicalJson(a as Json) === canonicalJson(b as Json);
}

function conflict(what: string, name: string): ScyllaError {
  return new ScyllaError(
    "RESOURCE_CONFLICT",
    `two set-ups that are merged hold different versions of the ${what} ${name}`,
    {
      hint: `Give one of them another name. If the ladder was edited meanwhile, undo the edit or begin afresh.`,
    },
  );
}
