import type { Results } from "@scylla/contracts";
import type { ReportExtras } from "../report-extras.ts";
import { missingReasons } from "../text/sentences.ts";
import { escapeMarkdown } from "./escape-markdown.ts";

/** Missing runs that are listed one by one. */
const LISTED = 50;

/** Why runs are missing, and which of them have failed. Empty when none is. */
export function missingRunLines(results: Results, extras: ReportExtras): readonly string[] {
  if (extras.unfinished.length === 0) return [];
  const rows = new Map(results.runs.map((run) => [run.key, run]));
  const titles = new Map(results.subtests.map(({ tier, subtest, title }) => [`${tier}/${subtest}`, title]));
  const stuck = extras.unfinished.filter(({ final, failed }) => final || failed);
  const listed = stuck.slice(0, LISTED).map(({ key, final, reason }) => {
    const run = rows.get(key);
    const names = run
      ? [
          extras.taskTitles.get(run.task) ?? run.task,
          titles.get(`${run.tier}/${run.subtest}`) ?? run.subtest,
          run.agent,
        ]
      : [];
    const name = [...names, ...(run ? [`run ${run.n}`] : [])].map(escapeMarkdown).join(", ");
    return `- ${name} (${escapeMarkdown(key)}): ${final ? "finally missing" : "unfinished"}, ${escapeMarkdown(reason)}`;
  });
  const more = stuck.length - listed.length;
  return [
    "## Missing runs",
    "",
    ...missingReasons(extras.unfinished)
      .slice(0, LISTED)
      .map((reason) => `- ${escapeMarkdown(reason)}`),
    ...(listed.length > 0 ? ["", "One by one:", "", ...listed] : []),
    ...(more > 0 ? ["", `And ${more} more.`] : []),
  ];
}
