import type { GatewayFacts, Treatment } from "@scylla/contracts";
import { isSameModel } from "./same-model.ts";

/** What requests to the model show of a treatment: its texts and its model. */
export function seenByGateway({ agent, resources }: Treatment, gateway: GatewayFacts): readonly string[] {
  const { model } = agent;
  const found: string[] = [];
  // Agents ask smaller models for side work; the treatment's own must be among those asked.
  if (model !== null && gateway.models.length > 0 && !gateway.models.some((one) => isSameModel(model, one)))
    found.push(`requests name the model ${gateway.models.join(", ")}, not ${model}`);
  const requests = gateway.firstRequests.map(stringsIn);
  // A text that is nowhere else may be in one that can't be read.
  if (requests.length === 0 || requests.includes(null)) return found;
  const sent = requests.flatMap((strings) => strings ?? []);
  const { instructions, systemPrompt } = resources;
  if (instructions.kind === "text" && !holds(sent, instructions.text))
    found.push("the instructions are not in the first requests");
  if ((systemPrompt.kind === "replace" || systemPrompt.kind === "append") && !holds(sent, systemPrompt.text))
    found.push("the system prompt is not in the first requests");
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

/** Every string of a JSON text; null when it is none. */
function stringsIn(json: string): readonly string[] | null {
  try {
    const found: string[] = [];
    JSON.parse(json, (_key, value: unknown) => {
      if (typeof value === "string") found.push(value);
      return value;
    });
    return found;
  } catch {
    return null;
  }
}
