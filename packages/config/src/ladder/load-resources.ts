import {
  compareKeys,
  type Instructions,
  type ResourceSpec,
  type SourcePosition,
  type SubtestFile,
  type SystemPrompt,
  type ToolPolicy,
} from "@scylla/contracts";
import { reportRepeats } from "../experiment/duplicates.ts";
import type { Problems } from "../problems.ts";
import { attempt } from "../reported.ts";
import type { Path } from "../yaml/positions.ts";
import { loadBlock, loadMcpServer, loadSkill, loadSubagent } from "./assets.ts";

type Written = SubtestFile["resources"];

/** Where the parts of `resources` stand. */
type PlaceOf = (path: Path) => SourcePosition;

/** What a set-up asks for, with every name replaced by content from the ladder's directory. */
export async function loadResources(
  root: string,
  written: Written,
  placeOf: PlaceOf,
  problems: Problems,
): Promise<ResourceSpec> {
  const names = async <T extends { readonly name: string }>(
    key: "skills" | "subagents" | "mcp",
    load: (name: string, at: SourcePosition) => Promise<T | null>,
  ): Promise<readonly T[] | undefined> => {
    const listed = written[key];
    if (!listed) return undefined;
    reportRepeats(
      listed.map((id, i) => ({ id, at: placeOf([key, i]) })),
      key,
      problems,
    );
    const loaded: T[] = [];
    for (const [i, name] of listed.entries()) {
      const one = await attempt(problems, () => load(name, placeOf([key, i])));
      if (one) loaded.push(one);
    }
    return loaded.sort((a, b) => compareKeys(a.name, b.name));
  };
  return {
    instructions: await loadInstructions(root, written.instructions, placeOf, problems),
    skills: await names("skills", (name, at) => loadSkill(root, name, at)),
    subagents: await names("subagents", (name, at) => loadSubagent(root, name, at)),
    mcp: await names("mcp", (name, at) => loadMcpServer(root, name, at, problems)),
    tools: toolPolicy(written.tools),
    systemPrompt: systemPrompt(written.systemPrompt),
    thinking: written.thinking,
    model: written.model,
  };
}

/** Blocks are joined in their order with a blank line between them. */
async function loadInstructions(
  root: string,
  written: Written["instructions"],
  placeOf: PlaceOf,
  problems: Problems,
): Promise<Instructions | undefined> {
  if (written === undefined) return undefined;
  if (written === "none") return { kind: "none" };
  if ("repo" in written) return { kind: "repo" };
  if ("text" in written) return { kind: "text", text: written.text };
  const place = (i: number): SourcePosition => placeOf(["instructions", "blocks", i]);
  reportRepeats(
    written.blocks.map((id, i) => ({ id, at: place(i) })),
    "blocks",
    problems,
  );
  const texts: string[] = [];
  for (const [i, id] of written.blocks.entries()) {
    const text = await attempt(problems, () => loadBlock(root, id, place(i)));
    if (text !== null) texts.push(text.trimEnd());
  }
  return { kind: "text", text: `${texts.join("\n\n")}\n` };
}

function toolPolicy(written: Written["tools"]): ToolPolicy | undefined {
  if (written === undefined || typeof written === "string") return written && { kind: written };
  return { kind: "only", names: [...new Set(written.only)].sort(compareKeys) };
}

function systemPrompt(written: Written["systemPrompt"]): SystemPrompt | undefined {
  if (written === undefined || typeof written === "string") return written && { kind: written };
  return "replace" in written ? { kind: "replace", text: written.replace } : { kind: "append", text: written.append };
}
