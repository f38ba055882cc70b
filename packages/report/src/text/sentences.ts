import type { Results, SubtestResult } from "@scylla/contracts";
import type { Redone } from "../projection/redone.ts";
import type { Spend } from "../projection/spend.ts";
import type { UnfinishedRun } from "../report-extras.ts";
import { counted, usd } from "./figures.ts";
import { labelText } from "./labels.ts";
import { plainText } from "./plain-text.ts";

/** The first thing to say of any results: how much of what was planned is there. */
export function statusSentence({ status, counts }: Results): string {
  const { planned, valid, missing } = counts;
  switch (status) {
    case "partial":
      return `PARTIAL: ${valid} of ${counted(planned, "planned run")} ${valid === 1 ? "is" : "are"} valid, ${missing} missing so far. Every figure below can still change.`;
    case "incomplete":
      return `INCOMPLETE: ${valid} of ${counted(planned, "planned run")} ${valid === 1 ? "is" : "are"} valid, ${missing} finally missing. Rates are of the valid runs only.`;
    case "complete":
      return planned === 0
        ? "Nothing was planned: every set-up was left out."
        : `Complete: ${planned === 1 ? "the 1 planned run is" : `all ${planned} planned runs are`} valid.`;
  }
}

/** `5 set-ups, 2 tasks, 1 agent, 4 runs of each`. Figures come from the planned runs. */
export function sizeSentence({ runs, subtests }: Results): string {
  const distinct = (values: readonly string[]): number => new Set(values).size;
  return [
    counted(distinct(subtests.map(({ tier, subtest }) => `${tier}/${subtest}`)), "set-up"),
    counted(distinct(runs.map(({ task }) => task)), "task"),
    counted(distinct(runs.map(({ agent }) => agent)), "agent"),
    `${counted(
      runs.reduce((most, { n }) => Math.max(most, n), 0),
      "run",
    )} of each`,
  ].join(", ");
}

/** How many of a set-up's planned runs are not valid; nothing when all are. */
export function missingWords({ runs, valid }: SubtestResult): readonly string[] {
  return runs === valid ? [] : [`${runs - valid} of ${runs} missing`];
}

/** What the winner of a group is worth; null when no group has one among several. */
export function winnerNote(results: Results): string | null {
  const several = results.tiers.some(
    ({ tier, agent, winner }) =>
      winner !== null && results.subtests.filter((one) => one.tier === tier && one.agent === agent).length > 1,
  );
  return several
    ? "A winner is the first by pass rate, then score, then cost. That is a choice, not a proof: the best of several looks better than it is."
    : null;
}

export function spendSentence({ resultsUsd, outsideUsd, unknown }: Spend): string {
  const parts = [`${usd(resultsUsd)} for these results`];
  if (outsideUsd > 0)
    parts.push(`${usd(outsideUsd)} for attempts outside of them (killed, failed, done again, or of an earlier plan)`);
  if (unknown > 0) parts.push(`${counted(unknown, "attempt")} of unknown cost, in neither sum`);
  return `The agents reported ${parts.join("; ")}.`;
}

/** How many runs were done again, by whose request, and what they cost before. */
export function redoneSentences(redone: readonly Redone[]): readonly string[] {
  return redone.map(({ reason, runs, costUsd, unknown }) => {
    const more = unknown > 0 ? `; of ${counted(unknown, "attempt")} the cost is unknown` : "";
    const marked = `${counted(runs, "run")} ${runs === 1 ? "was" : "were"} marked to be bought again`;
    const picked = /^rerun of [^:]*--outcome /.test(reason) ? ` ${PICKED}` : "";
    return `${marked} (${reason}); what this replaced cost ${usd(costUsd)}, outside of these results${more}.${picked}`;
  });
}

const PICKED = "Runs picked by how they ended make their set-ups look other than they are.";

export function isolationSentence(isolation: readonly string[]): string | null {
  return isolation.length === 0 ? null : `Isolation of the agents: ${isolation.join(", ")}.`;
}

/** Why runs are missing, most frequent reason first: `2 finally missing: the agent could not be started`. */
export function missingReasons(unfinished: readonly UnfinishedRun[]): readonly string[] {
  const groups = Map.groupBy(
    unfinished,
    ({ final, reason }) => `${final ? "finally missing" : "unfinished"}: ${reason}`,
  );
  return [...groups]
    .sort(([a, runs], [b, others]) => others.length - runs.length || (a < b ? -1 : 1))
    .map(([words, runs]) => `${runs.length} ${words}`);
}

/** What was not run, because it would have been something weaker: one sentence each. */
export function notApplicableSentences({ notApplicable = [] }: Results): readonly string[] {
  return notApplicable.map(
    ({ title, tier, subtest, agent, lacks }) =>
      `Not applicable to ${plainText(agent)}: ${labelText({ title: plainText(title), key: plainText(`${tier}/${subtest}`) })}; it can't be given ${lacks.join(", ")}.`,
  );
}
