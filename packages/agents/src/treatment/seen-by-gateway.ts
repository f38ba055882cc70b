import type { DeclaredTreatment, GatewayFacts, PlannedAgent, Treatment } from "@scylla/contracts";
import { givenTexts } from "./given-texts.ts";
import { type SkillList, unlistedSkills } from "./listed-skills.ts";
import { isOffered, offeredTools } from "./offered-tools.ts";
import { isSameModel } from "./same-model.ts";

export interface Seen {
  readonly treatment: Treatment;
  readonly agent: PlannedAgent;
  readonly gateway: GatewayFacts;
  readonly declared: DeclaredTreatment | null | undefined;
  /** Absent where the CLI's requests list no skills, or nobody knows how. */
  readonly skillList?: SkillList | undefined;
}

/** What requests to the model show of a treatment: its texts and its model, and what the agent does not declare itself: skills, and tools of MCP servers. */
export function seenByGateway({ treatment, agent, gateway, declared, skillList }: Seen): readonly string[] {
  const { model } = treatment.agent;
  const found: string[] = [];
  // Agents ask smaller models for side work; the treatment's own must be among those asked.
  if (model !== null && gateway.models.length > 0 && !gateway.models.some((one) => isSameModel(model, one)))
    found.push(`requests name the model ${gateway.models.join(", ")}, not ${model}`);
  const requests = gateway.firstRequests.map(read);
  // What is nowhere else may be in one that can't be read.
  if (requests.length === 0 || requests.includes(null)) return found;
  const bodies = requests.flatMap((one) => (one ? [one.body] : []));
  const { instructions, systemPrompt, mcp } = treatment.resources;
  const given = requests.flatMap((one) => one?.given ?? []);
  if (instructions.kind === "text" && !holds(given, instructions.text))
    found.push("the instructions are not in the first requests");
  if ((systemPrompt.kind === "replace" || systemPrompt.kind === "append") && !holds(given, systemPrompt.text))
    found.push("the system prompt is not in the first requests");
  if (skillList && !declared?.skills)
    for (const name of unlistedSkills(treatment, agent.version, bodies, skillList))
      found.push(`the skill ${name} is not in the first requests`);
  if (declared?.mcpServers) return found;
  const tools = bodies.flatMap(offeredTools);
  for (const { name } of mcp)
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

/** Null for what is no JSON, or nested deeper than anything that a CLI sends. */
function read(json: string): { readonly body: unknown; readonly given: readonly string[] } | null {
  try {
    const body: unknown = JSON.parse(json);
    return { body, given: givenTexts(body) };
  } catch {
    return null;
  }
}
