import type { Results, TierResult } from "@scylla/contracts";
import { type Labels, labelText } from "./labels.ts";

/** One sentence a group: who won, or that nobody did. */
export function winnerSentences(results: Results, labels: Labels): readonly string[] {
  return results.tiers.map((tier) => winnerSentence(tier, results, labels));
}

function winnerSentence(tier: TierResult, { subtests }: Results, labels: Labels): string {
  const mine = subtests.filter((one) => one.tier === tier.tier && one.agent === tier.agent);
  const group = labelText(labels.tier(tier));
  const winner = mine.find((one) => one.subtest === tier.winner);
  if (!winner) return `${group}: no winner; runs are unfinished, or too few are valid.`;
  return `${group}: ${mine.length === 1 ? "its only set-up is" : "winner is"} ${labelText(labels.setUp(winner))}.`;
}
