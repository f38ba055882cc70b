import type { ComparisonResult, Results, SubtestResult } from "@scylla/contracts";
import { nameOf } from "../comparison/questions.ts";
import { setUpKey } from "../comparison/task-pairs.ts";
import { COMPARISON_HEADERS, comparisonCells } from "../text/comparison-columns.ts";
import { costClause } from "../text/figures.ts";
import { decidingSentences, findingNotes } from "../text/finding-notes.ts";
import { claimWords } from "../text/finding-words.ts";
import { type Labels, labelsOf, labelText } from "../text/labels.ts";
import { wrapText } from "../text/text-width.ts";
import { figureTable } from "./figure-table.ts";
import type { TerminalOptions } from "./render-terminal.ts";
import { painter } from "./styles.ts";

/** Comparisons that were asked for: a sentence each, their figures, and how to read them. Ends with a newline. */
export function renderComparisons(
  found: readonly ComparisonResult[],
  { baseline, against }: { readonly baseline: Results; readonly against: Results },
  options: Pick<TerminalOptions, "width" | "color">,
): string {
  const width = Math.max(20, Math.floor(options.width));
  const paint = painter(options.color);
  const labels = labelsOf(against);
  const titled = (results: Results) => new Map(results.subtests.map((one) => [setUpKey(one), one]));
  const [before, after] = [titled(baseline), titled(against)];
  const findings = found.flatMap((comparison) => {
    const setUp = after.get(setUpKey(comparison.against));
    const other = before.get(setUpKey(comparison.baseline));
    return setUp && other ? [{ comparison, setUp, other }] : [];
  });
  const rows = findings.map(({ setUp, comparison }) => ({
    label: labels.setUp(setUp),
    cells: comparisonCells(comparison),
  }));
  const sections = [
    findings.flatMap(({ comparison, setUp, other }) => wrapText(sentence(comparison, setUp, other, labels), width)),
    rows.length > 0 ? figureTable("Comparisons", COMPARISON_HEADERS, rows, width, paint) : [],
    decidingSentences(findings, labels).flatMap((line) => wrapText(line, width)),
    findingNotes(found, against.status)
      .flatMap((note) => wrapText(note, width))
      .map((line) => paint("dim", line)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** `A rule that helps (T0/01-rule) against Nothing (T0/00-plain): shown to help, +31 to +73 points; costs 1.1x.` */
function sentence(comparison: ComparisonResult, setUp: SubtestResult, other: SubtestResult, labels: Labels): string {
  const isSame = nameOf(setUp) === nameOf(other) && setUp.agent === other.agent;
  const versus = isSame ? "" : ` against ${labelText(labels.setUp(other))}`;
  const cost = costClause(comparison.costUsd?.ratio ?? null);
  return `${labelText(labels.setUp(setUp))}${versus}: ${claimWords(comparison)}${cost === null ? "" : `; ${cost}`}.`;
}
