import type { Results } from "@scylla/contracts";
import { answerOf } from "../analysis/answer.ts";
import type { ReportExtras } from "../report-extras.ts";
import { COMPARISON_HEADERS, comparisonCells } from "../text/comparison-columns.ts";
import { decidingSentences, doubtSentences, findingNotes, silentTaskSentences } from "../text/finding-notes.ts";
import { labelsOf } from "../text/labels.ts";
import { plainText } from "../text/plain-text.ts";
import {
  isolationSentence,
  missingReasons,
  notApplicableSentences,
  redoneSentences,
  sizeSentence,
  spendSentence,
  statusSentence,
  winnerNote,
} from "../text/sentences.ts";
import { SUMMARY_HEADERS, summaryCells } from "../text/summary-columns.ts";
import { fitText, wrapText } from "../text/text-width.ts";
import { winnerSentences } from "../text/winner-sentences.ts";
import { answerLines } from "./answer-lines.ts";
import { figureTable } from "./figure-table.ts";
import { type Painter, painter } from "./styles.ts";

export interface TerminalOptions {
  /** Columns; no line is longer. At least 20 are used. */
  readonly width: number;
  /** False for NO_COLOR and for what is no terminal. */
  readonly color: boolean;
  /** Titles of tasks, money and the reasons of missing runs. */
  readonly extras?: ReportExtras | undefined;
}

/** Reasons of missing runs that are shown. */
const REASONS = 5;
/** Doubts and plans that are shown; the Markdown report has all. */
const FURTHER = 8;

/** What a person reads: the answer first, then the figures, then what they rest on. Ends with a newline. */
export function renderTerminal(results: Results, options: TerminalOptions): string {
  const { extras } = options;
  const width = widthOf(options);
  const paint = painter(options.color);
  const labels = labelsOf(results);
  const { found } = answerOf(results);
  const comparisons = found.map(({ comparison }) => comparison);
  const compared = found.map(({ comparison, setUp }) => ({
    label: labels.setUp(setUp),
    cells: comparisonCells(comparison),
  }));
  const setUps = results.subtests.map((one) => ({ label: labels.setUp(one), cells: summaryCells(one) }));
  const groups = results.tiers.map((one) => ({ label: labels.tier(one), cells: summaryCells(one) }));
  const notes = [...findingNotes(comparisons, results.status), winnerNote(results)].filter((note) => note !== null);
  const further = [
    ...silentTaskSentences(comparisons),
    ...doubtSentences(found, labels),
    ...decidingSentences(found, labels),
  ];
  return joined([
    ...answerSections(results, options),
    compared.length > 0 ? figureTable("Comparisons", COMPARISON_HEADERS, compared, width, paint) : [],
    further.slice(0, FURTHER).flatMap((sentence) => wrapText(plainText(sentence), width)),
    setUps.length > 0 ? figureTable("Set-ups", SUMMARY_HEADERS, setUps, width, paint) : [],
    groups.length > 0 ? figureTable("Groups, their set-ups pooled", SUMMARY_HEADERS, groups, width, paint) : [],
    winnerSentences(results, labels).flatMap((sentence) => wrapText(sentence, width)),
    notApplicableSentences(results).flatMap((sentence) => wrapText(sentence, width)),
    facts(extras, width),
    notes.flatMap((note) => wrapText(note, width)).map((line) => paint("dim", line)),
  ]);
}

/** Only the answer: how much is there, and one line for each set-up. Ends with a newline. */
export function renderAnswer(results: Results, options: TerminalOptions): string {
  return joined(answerSections(results, options));
}

function answerSections(results: Results, options: TerminalOptions): readonly (readonly string[])[] {
  const width = widthOf(options);
  const paint = painter(options.color);
  return [heading(results, width, paint), answerLines(answerOf(results), labelsOf(results), width, paint)];
}

function widthOf({ width }: TerminalOptions): number {
  return Math.max(20, Math.floor(width));
}

function joined(sections: readonly (readonly string[])[]): string {
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function heading(results: Results, width: number, paint: Painter): readonly string[] {
  const status = wrapText(statusSentence(results), width);
  return [
    ...(results.status === "complete" ? status : status.map((line) => paint("yellow", line))),
    ...wrapText(`${plainText(results.experiment)}: ${sizeSentence(results)}`, width).map((line) => paint("bold", line)),
  ];
}

function facts(extras: ReportExtras | undefined, width: number): readonly string[] {
  if (!extras) return [];
  const reasons = missingReasons(extras.unfinished);
  const shown = reasons.slice(0, REASONS).map((reason) => fitText(plainText(reason), width));
  const more = reasons.length > REASONS ? wrapText(`and ${reasons.length - REASONS} more reasons`, width) : [];
  const isolation = isolationSentence(extras.isolation);
  return [
    ...shown,
    ...more,
    ...wrapText(spendSentence(extras.spend), width),
    ...redoneSentences(extras.redone).flatMap((sentence) => wrapText(plainText(sentence), width)),
    ...(isolation === null ? [] : wrapText(plainText(isolation), width)),
  ];
}
