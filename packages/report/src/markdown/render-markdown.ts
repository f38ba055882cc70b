import type { ComparisonResult, Results } from "@scylla/contracts";
import { type Answer, answerOf } from "../analysis/answer.ts";
import { taskFigures } from "../analysis/task-figures.ts";
import type { ReportExtras } from "../report-extras.ts";
import { COMPARISON_HEADERS, comparisonCells } from "../text/comparison-columns.ts";
import { passRate } from "../text/figures.ts";
import { decidingSentences, doubtSentences, findingNotes, silentTaskSentences } from "../text/finding-notes.ts";
import { findingWords, passedWords } from "../text/finding-words.ts";
import { type Label, type Labels, labelsOf } from "../text/labels.ts";
import {
  isolationSentence,
  missingWords,
  notApplicableSentences,
  redoneSentences,
  sizeSentence,
  spendSentence,
  statusSentence,
  winnerNote,
} from "../text/sentences.ts";
import { SUMMARY_HEADERS, summaryCells } from "../text/summary-columns.ts";
import { winnerSentences } from "../text/winner-sentences.ts";
import { escapeMarkdown } from "./escape-markdown.ts";
import { markdownTable } from "./markdown-table.ts";
import { missingRunLines } from "./missing-runs.ts";

/** A picture beside the report, as `<path>.svg`, `.png` and `.vl.json`. */
export interface ReportImage {
  readonly title: string;
  /** Relative to the report, without its ending. */
  readonly path: string;
  /** In CSS pixels. */
  readonly width: number;
}

/** The report as GitHub Markdown: the answer first, then the figures, then what they rest on. Users' text is escaped. Ends with a newline. */
export function renderMarkdown(results: Results, extras?: ReportExtras, images: readonly ReportImage[] = []): string {
  const labels = labelsOf(results);
  const answer = answerOf(results);
  const sections = [
    [`# ${escapeMarkdown(results.experiment)}`],
    [`**${statusSentence(results)}**`],
    [`${sizeSentence(results)}.`],
    answerSection(answer, labels),
    comparisonSection(answer, labels),
    noteSection(findingNotes(comparisonsIn(answer), results.status)),
    imageSection(images),
    results.subtests.length > 0 ? setUpSection(results, labels) : [],
    bullets(notApplicableSentences(results).map(escapeMarkdown)),
    results.tiers.length > 0 ? groupSection(results, labels) : [],
    results.runs.length > 0 ? taskSection(results, extras) : [],
    extras ? missingRunLines(results, extras) : [],
    extras ? factSection(extras) : [],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function answerSection(answer: Answer, labels: Labels): readonly string[] {
  const blocks = answer.blocks.flatMap(({ baseline, passes, found }) => [
    `Against ${named(labels.setUp(baseline))}, ${[passedWords(passes), ...missingWords(baseline)].join("; ")}:`,
    "",
    ...bullets(
      found.map(
        (one) =>
          `${named(one.comparison.family === "agents" ? labels.setUp(one.setUp) : labels.setUpAlone(one.setUp))}: ${findingWords(one, { cost: true })}; ${passedWords(one.passes)}`,
      ),
    ),
    "",
  ]);
  const alone = answer.alone.map(
    (setUp) =>
      `${named(labels.setUp(setUp))}: pass rate ${passRate(setUp)}${missingWords(setUp)
        .map((words) => `; ${words}`)
        .join("")}`,
  );
  return trimmed(["## What is known", "", ...blocks, ...bullets(alone)]);
}

function comparisonSection(answer: Answer, labels: Labels): readonly string[] {
  if (answer.found.length === 0) return [];
  const rows = answer.found.map(({ comparison, setUp }) => [
    named(labels.setUp(setUp)),
    ...comparisonCells(comparison),
  ]);
  const further = [
    ...silentTaskSentences(comparisonsIn(answer)),
    ...doubtSentences(answer.found, labels),
    ...decidingSentences(answer.found, labels),
  ];
  return [
    "## Comparisons",
    "",
    ...markdownTable(["set-up", ...COMPARISON_HEADERS], rows),
    ...(further.length > 0 ? ["", ...bullets(further.map(escapeMarkdown))] : []),
  ];
}

function comparisonsIn({ found }: Answer): readonly ComparisonResult[] {
  return found.map(({ comparison }) => comparison);
}

function noteSection(notes: readonly string[]): readonly string[] {
  return notes.length === 0 ? [] : ["How to read this:", "", ...bullets(notes.map(escapeMarkdown))];
}

function imageSection(images: readonly ReportImage[]): readonly string[] {
  if (images.length === 0) return [];
  const shown = images.flatMap(({ title, path, width }) => [
    // As it is everywhere: sites that show SVG in Markdown leave out its fonts.
    `<img src="${path}.png" width="${width}" alt="${title.replaceAll(/[&<>"]/g, "")}">`,
    "",
    `As [SVG](${path}.svg), as [PNG](${path}.png), as [Vega-Lite](${path}.vl.json).`,
    "",
  ]);
  return trimmed(["## Figures", "", ...shown]);
}

function setUpSection({ subtests }: Results, labels: Labels): readonly string[] {
  const rows = subtests.map((setUp) => [named(labels.setUp(setUp)), ...summaryCells(setUp)]);
  return ["## Set-ups", "", ...markdownTable(["set-up", ...SUMMARY_HEADERS], rows)];
}

function groupSection(results: Results, labels: Labels): readonly string[] {
  const rows = results.tiers.map((tier) => [named(labels.tier(tier)), ...summaryCells(tier)]);
  const note = winnerNote(results);
  return [
    "## Groups, their set-ups pooled",
    "",
    ...markdownTable(["group", ...SUMMARY_HEADERS], rows),
    "",
    ...bullets(winnerSentences(results, labels).map(escapeMarkdown)),
    ...(note === null ? [] : ["", note]),
  ];
}

function taskSection(results: Results, extras: ReportExtras | undefined): readonly string[] {
  const rows = taskFigures(results).map((figures) => {
    const title = extras?.taskTitles.get(figures.task);
    const name = title === undefined ? escapeMarkdown(figures.task) : named({ title, key: figures.task });
    const { runs, valid } = figures;
    return [name, String(runs), String(valid), String(runs - valid), passRate(figures)];
  });
  return [
    "## Tasks, all set-ups pooled",
    "",
    ...markdownTable(["task", "planned", "valid", "missing", "pass rate (95% interval)"], rows),
  ];
}

function factSection(extras: ReportExtras): readonly string[] {
  const isolation = isolationSentence(extras.isolation);
  return [
    "## Cost and isolation",
    "",
    ...bullets(
      [spendSentence(extras.spend), ...redoneSentences(extras.redone), ...(isolation === null ? [] : [isolation])].map(
        escapeMarkdown,
      ),
    ),
  ];
}

function named({ title, key }: Label): string {
  return `**${escapeMarkdown(title)}** (${escapeMarkdown(key)})`;
}

function bullets(items: readonly string[]): readonly string[] {
  return items.map((item) => `- ${item}`);
}

function trimmed(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}
