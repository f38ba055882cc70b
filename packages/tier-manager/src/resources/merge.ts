import type { Instructions, ResourceSpec, SystemPrompt, ToolPolicy } from "@scylla/contracts";
import { canonicalResources } from "./canonical.ts";
import { appendText, canonicalText } from "./text.ts";

/**
 * What a set-up that inherits gives the agent: `base` with `over` on top. Neither is changed; the result is canonical.
 *
 * - skills, sub-agents, MCP servers: union by name; one name with two contents is an error.
 * - tools: `all` takes everything; lists are united; `none` adds nothing; `default` says nothing.
 * - instructions: texts follow each other after a blank line, identical ones once; where kinds differ, `over` holds.
 * - system prompt: an `append` is added to what is there; anything else replaces it.
 * - thinking, model: `over` holds where it says something.
 *
 * Idempotent; unions and tools are commutative and associative. Texts are associative as long as none repeats another.
 * @throws {ScyllaError} `RESOURCE_CONFLICT`.
 */
export function mergeResources(base: ResourceSpec, over: ResourceSpec): ResourceSpec {
  return canonicalResources({
    instructions: mergeInstructions(base.instructions, over.instructions),
    skills: united(base.skills, over.skills),
    subagents: united(base.subagents, over.subagents),
    mcp: united(base.mcp, over.mcp),
    tools: mergeTools(base.tools, over.tools),
    systemPrompt: mergeSystemPrompts(base.systemPrompt, over.systemPrompt),
    thinking: over.thinking ?? base.thinking,
    model: over.model ?? base.model,
  });
}

/** Repetition is dealt with where the result is made canonical. */
function united<T>(base: readonly T[] | undefined, over: readonly T[] | undefined): readonly T[] | undefined {
  return base && over ? [...base, ...over] : (over ?? base);
}

function mergeInstructions(base: Instructions | undefined, over: Instructions | undefined): Instructions | undefined {
  if (over?.kind !== "text" || base?.kind !== "text") return over ?? base;
  return { kind: "text", text: appendText(canonicalText(base.text), canonicalText(over.text)) };
}

function mergeTools(base: ToolPolicy | undefined, over: ToolPolicy | undefined): ToolPolicy | undefined {
  if (!base || !over) return over ?? base;
  if (base.kind === "all" || over.kind === "all") return { kind: "all" };
  if (base.kind === "default") return over;
  if (over.kind === "default") return base;
  return { kind: "only", names: [...toolNames(base), ...toolNames(over)] };
}

function toolNames(tools: ToolPolicy): readonly string[] {
  return tools.kind === "only" ? tools.names : [];
}

function mergeSystemPrompts(base: SystemPrompt | undefined, over: SystemPrompt | undefined): SystemPrompt | undefined {
  if (over?.kind !== "append" || !base) return over ?? base;
  if (base.kind === "empty") return { kind: "replace", text: over.text };
  if (base.kind === "default") return over;
  return { kind: base.kind, text: appendText(base.text, over.text) };
}
