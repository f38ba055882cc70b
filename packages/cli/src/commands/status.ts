import { readExperiment, type StoredExperiment } from "@scylla/compose";
import { experimentState } from "@scylla/contracts";
import { counted, plainText, usd } from "@scylla/report";
import { EXIT } from "../exit-codes.ts";
import { findExperiment } from "../experiment-dir.ts";
import { output } from "../output.ts";
import { nearPath } from "../own-command.ts";
import { clockTime } from "../resume-words.ts";
import { STATE_WORDS } from "../state-words.ts";

/** Reasons of open runs that are shown. */
const REASONS = 5;

/** Says how far an experiment has come. @returns the exit code: 0 whatever the state, for the question was answered. */
export async function status(named: string | undefined, options: { readonly json?: boolean }): Promise<number> {
  const out = output(options);
  const dir = findExperiment(named);
  const stored = await readExperiment({ dir });
  const { counts } = stored.results;
  const state = experimentState(stored.view);
  if (out.json) out.answer(`${JSON.stringify({ status: state, dir, counts })}\n`);
  else for (const line of statusLines(stored, dir)) out.say(line);
  return EXIT.done;
}

function statusLines({ view, results, extras }: StoredExperiment, dir: string): readonly string[] {
  const { planned, valid } = results.counts;
  const { resultsUsd, outsideUsd, unknown } = extras.spend;
  return [
    `${plainText(results.experiment)} in ${nearPath(dir)}: ${STATE_WORDS[experimentState(view)]}, ${valid} of ${counted(planned, "run")} valid`,
    ...results.tiers.map(
      (tier) => `  ${plainText(tier.title)} (${tier.tier}), ${tier.agent}: ${tier.valid} of ${tier.runs} valid`,
    ),
    ...openReasons(extras.unfinished),
    ...view.parks
      .filter(({ untilMs }) => untilMs > Date.now())
      .map((park) => `  ${park.key} waits until ${clockTime(park.untilMs)}`),
    `  agents reported ${[
      `${usd(resultsUsd)} for these runs`,
      ...(outsideUsd > 0 ? [`${usd(outsideUsd)} for attempts that brought no result`] : []),
      ...(unknown > 0 ? [`${counted(unknown, "attempt")} of unknown cost`] : []),
    ].join("; ")}`,
  ];
}

function openReasons(unfinished: StoredExperiment["extras"]["unfinished"]): readonly string[] {
  const reasons = [
    ...Map.groupBy(unfinished, ({ final, reason }) => `${final ? "finally missing" : "open"}: ${plainText(reason)}`),
  ];
  reasons.sort(([, a], [, b]) => b.length - a.length);
  const rest = reasons.length - REASONS;
  return [
    ...reasons.slice(0, REASONS).map(([reason, { length }]) => `  ${length} ${reason}`),
    ...(rest > 0 ? [`  and ${counted(rest, "more reason")}`] : []),
  ];
}
