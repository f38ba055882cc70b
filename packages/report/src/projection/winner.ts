import { contendersOf, type TierManager, type Treatment, tierProgress } from "@scylla/contracts";
import type { GroupView } from "./group-views.ts";

/** The rule by which a tier's winner is chosen. */
export type SelectWinner = TierManager["select"];

/**
 * A tier's winner for one agent: the recorded one, which is never chosen again; else the one that the rule would record now.
 * Null before the tier is settled, and when too few of its runs are valid.
 */
export function winnerOf({ tier, agent, view }: GroupView, select: SelectWinner): string | null {
  const recorded = view.selections.find((selection) => selection.tier === tier && selection.agent === agent);
  if (recorded) return recorded.winner?.subtest ?? null;
  if (!tierProgress(view.plan, view.runs, tier, agent).settled) return null;
  const contenders = contendersOf(view, tier, agent);
  const treatments = Object.fromEntries(contenders.map(({ subtest }) => [subtest, EMPTY_TREATMENT]));
  const { quorum } = view.plan.frozen;
  return select({ tier, agent, quorum, contenders, treatments }).winner?.subtest ?? null;
}

/** The rule does not look at treatments, it only copies them into the record, of which nothing but the winner's name is used here. */
const EMPTY_TREATMENT: Treatment = {
  schema: "treatment/1",
  agent: { kind: "command", model: null, program: null, env: [] },
  resources: {
    instructions: { kind: "none" },
    skills: [],
    subagents: [],
    mcp: [],
    tools: { kind: "default" },
    systemPrompt: { kind: "default" },
    thinking: null,
  },
};
