import type { SubtestResult } from "@scylla/contracts";
import type { Answer, AnswerBlock, Finding } from "../analysis/answer.ts";
import { passRate } from "../text/figures.ts";
import { findingWords, passedWords } from "../text/finding-words.ts";
import { fitLabel, type Label, type Labels, labelText } from "../text/labels.ts";
import { missingWords } from "../text/sentences.ts";
import { fitText, padEnd, textWidth, wrapText } from "../text/text-width.ts";
import type { Painter, Style } from "./styles.ts";

const GAP = "  ";

const STYLES: Readonly<Record<"better" | "worse" | "equivalent" | "undecided", Style>> = {
  better: "green",
  worse: "red",
  equivalent: "dim",
  undecided: "yellow",
};

/** The answer: one line for each set-up, under the one that it is compared with. */
export function answerLines(answer: Answer, labels: Labels, width: number, paint: Painter): readonly string[] {
  const blocks = answer.blocks.flatMap((block, i) => [
    ...(i > 0 ? [""] : []),
    ...blockHeading(block, labels, width).map((line) => paint("bold", line)),
    ...blockLines(block.found, labels, width, paint),
  ]);
  const alone = answer.alone.map((setUp) => aloneLine(setUp, labels, width));
  const heading =
    blocks.length > 0 && alone.length > 0 ? ["", paint("bold", fitText("Compared with nothing:", width))] : [];
  return [...blocks, ...heading, ...alone];
}

function blockHeading({ baseline, passes }: AnswerBlock, labels: Labels, width: number): readonly string[] {
  const words = [passedWords(passes), ...missingWords(baseline)].join("; ");
  return wrapText(`Against ${labelText(labels.setUp(baseline))}, ${words}:`, width);
}

/** Each line in the fullest form that fits; what gives way stands in the table. */
function blockLines(found: readonly Finding[], labels: Labels, width: number, paint: Painter): readonly string[] {
  const names = found.map((one) => nameOf(one, labels));
  const shortest = found.map((one) => findingWords(one, { cost: false }));
  const room = Math.max(Math.floor(width / 3), width - 2 * GAP.length - widest(shortest));
  const fitted = names.map((name) => fitLabel(name, room));
  const nameWidth = widest(fitted);
  return found.map((one, i) => {
    const left = GAP + padEnd(fitted[i] ?? "", nameWidth) + GAP;
    const withCost = findingWords(one, { cost: true });
    const forms = [`${withCost}; ${passedWords(one.passes)}`, withCost, shortest[i] ?? ""];
    const space = width - textWidth(left);
    const words = forms.find((form) => textWidth(form) <= space) ?? fitText(shortest[i] ?? "", space);
    return left + paint(styleOf(one), words);
  });
}

/** Between agents, the agent is what the finding is about. */
function nameOf({ setUp, comparison }: Finding, labels: Labels): Label {
  return comparison.family === "agents" ? labels.setUp(setUp) : labels.setUpAlone(setUp);
}

function styleOf({ comparison: { effect, answer, onTheseTasks } }: Finding): Style {
  return effect === null ? "dim" : STYLES[onTheseTasks?.answer ?? answer];
}

function aloneLine(setUp: SubtestResult, labels: Labels, width: number): string {
  const rate = setUp.passRate === null ? "nothing known yet" : `pass rate ${passRate(setUp)}`;
  const words = [rate, ...missingWords(setUp)].join("; ");
  const room = Math.max(Math.floor(width / 3), width - 2 * GAP.length - textWidth(words));
  const left = GAP + fitLabel(labels.setUp(setUp), room) + GAP;
  return left + fitText(words, width - textWidth(left));
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
}
