import type { GatewayFacts, Treatment } from "@scylla/contracts";
import { isOffered, offeredTools } from "./offered-tools.ts";
import { isSameModel } from "./same-model.ts";

/**
 * What requests to the model show of a treatment: its texts, its model, and, where the agent declares no MCP servers itself, the
 * tools of these.
 */
export function seenByGateway(
  { agent, resources }: Treatment,
  gateway: GatewayFacts,
  declaresServers: boolean,
): readonly string[] {
  const { model } = agent;
  const found: string[] = [];
  // Agents ask smaller models for side work; the treatment's own must be among those asked.
  if (model !== null && gateway.models.length > 0 && !gateway.models.some((one) => isSameModel(model, one)))
    found.push(`requests name the model ${gateway.models.join(", ")}, not ${model}`);
  const requests = gateway.firstRequests.map(read);
  // What is nowhere else may be in one that can't be read.
  if (requests.length === 0 || requests.includes(null)) return found;
  const sent = requests.flatMap((one) => one?.strings ?? []);
  const { instructions, systemPrompt } = resources;
  if (instructions.kind === "text" && !holds(sent, instructions.text))
    found.push("the instructions are not in the first requests");
  if ((systemPrompt.kind === "replace" || systemPrompt.kind === "append") && !holds(sent, systemPrompt.text))
    found.push("the system prompt is not in the first requests");
  if (declaresServers) return found;
  const tools = requests.flatMap((one) => one?.tools ?? []);
  for (const { name } of resources.mcp)
    if (!isOffered(name, tools)) found.push(`no tool of the MCP server ${name} is in the first requests`);
  return found;
}

/** CLIs wrap texts, trim them, and leave out comments. */
function holds(sent: readonly string[], text: string): boolean {
  const wanted = plain(text);
  return sent.some((one) => plain(one).includes(wanted));
}

function plain(text: string): string {
  return text
    .replaceAll(/<!--[\s\S]*?-->/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Every string of a JSON text, and the tools that it offers; null when it is none. */
function read(json: string): { readonly strings: readonly string[]; readonly tools: readonly string[] } | null {
  const strings: string[] = [];
  try {
    const request: unknown = JSON.parse(json, (_key, value: unknown) => {
      if (typeof value === "string") strings.push(value);
      return value;
    });
    return { strings, tools: offeredTools(request) };
  } catch {
    return null;
  }
}
