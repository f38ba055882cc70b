import type { Results, SubtestResult } from "@scylla/contracts";
import type { Claim, Finding } from "../analysis/findings.ts";
import type { Redone } from "../projection/redone.ts";
import type { Spend } from "../projection/spend.ts";
import type { ReportExtras, UnfinishedRun } from "../report-extras.ts";
import { costClause, counted, points, usd } from "./figures.ts";
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

/** What is known of a set-up against its baseline, and what is not, in a few words. */
export function findingWords(finding: Finding, options: { readonly cost: boolean }): string {
  const parts = [claimWords(finding), ...missingWords(finding.setUp)];
  const cost = options.cost ? costClause(finding.costRatio) : null;
  return [...parts, ...(cost === null ? [] : [cost])].join("; ");
}

function claimWords({ claim, difference, passes }: Finding): string {
  switch (claim) {
    case "helps":
      return `shown to help, ${difference ? points(difference) : ""}`;
    case "hurts":
      return `shown to hurt, ${difference ? points(difference) : ""}`;
    case "not-told-apart":
      return "not shown to help";
    case "tasks-differ":
      return "not comparable yet";
    case "unknown":
      return passes.trials === 0 ? "nothing known yet" : "no baseline to compare with yet";
  }
}

/** How many of a set-up's planned runs are not valid; nothing when all are. */
export function missingWords({ runs, valid }: SubtestResult): readonly string[] {
  return runs === valid ? [] : [`${runs - valid} of ${runs} missing`];
}

/** `2 of 8 passed`, or that nothing is known. */
export function passedWords({ successes, trials }: Finding["passes"]): string {
  return trials === 0 ? "no valid run" : `${successes} of ${trials} passed`;
}

/** What the words of the findings mean and rest on; only of those that were used. */
export function findingNotes(
  found: readonly Finding[],
  status: Results["status"],
  extras: ReportExtras | undefined,
): readonly string[] {
  const has = (...claims: Claim[]): boolean => found.some(({ claim }) => claims.includes(claim));
  const notes: string[] = [];
  if (has("not-told-apart")) {
    notes.push(
      "Not shown to help: the 95% interval of its pass rate overlaps the baseline's, so the two can't be told apart yet. That is no proof that they are equal.",
    );
  }
  if (has("tasks-differ")) {
    notes.push(
      "Not comparable yet: a task has valid runs on one side only, and its difficulty would pass for an effect.",
    );
  }
  if (has("helps", "hurts")) {
    notes.push(
      "Shown to help or hurt: the two intervals do not overlap. Points are percentage points of pass rate, set-up minus baseline, as a 95% interval (Newcombe).",
    );
    if (status === "partial") {
      notes.push(
        "A difference that shows before the end can still go away. Stopping because it shows makes chance look like a finding.",
      );
    }
  }
  if (found.some((one) => ["helps", "hurts", "not-told-apart"].includes(one.claim) && !one.sameMixture)) {
    notes.push(
      "Missing runs are not spread evenly over tasks: some pass rates compared here are of different mixtures of tasks, which alone can make them differ.",
    );
  }
  if (found.some(({ costRatio }) => costClause(costRatio) !== null)) {
    notes.push("Costs Nx: the mean cost of its runs is N times that of the baseline's runs; no interval is given.");
  }
  if (found.length > 0) {
    const several = found.length > 1 ? `, and ${found.length} comparisons are made without a correction` : "";
    notes.push(
      `Intervals count each run as independent. Repeats of one task are not${several}, so the real uncertainty is larger.`,
    );
  }
  const others = extras?.comparisons.filter(({ metric }) => metric !== "passRate") ?? [];
  if (others.length > 0) {
    notes.push(
      `Declared, and not analysed in this release: ${others.map(({ id, metric }) => `${id} (${metric})`).join(", ")}.`,
    );
  }
  return notes;
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
