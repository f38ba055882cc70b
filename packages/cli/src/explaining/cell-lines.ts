import type { FrozenPlan } from "@scylla/contracts";
import { fitText, plainText } from "@scylla/report";
import { differenceWords } from "../difference-words.ts";
import { runWords } from "../listing/cell-runs.ts";
import { titlesOf } from "../progress/titles.ts";
import type { CellAccount } from "./cell-account.ts";

/** Fields that say nothing where they are so. */
const UNSAID: ReadonlySet<string> = new Set(["none", "default", "unknown"]);

/** Fields that are told of already: they are the key. */
const IN_KEY: ReadonlySet<string> = new Set(["task", "tier", "subtest", "agent"]);

/** An account of a cell for people. */
export function cellLines(account: CellAccount, frozen: FrozenPlan, width: number): readonly string[] {
  const titles = titlesOf(frozen);
  const task = frozen.tasks.find(({ id }) => id === account.task);
  const lines = [
    titles.setUp(account),
    `  task     ${plainText(task?.title ?? "")} (${account.task})`,
    `  agent    ${account.agent}`,
    `  key      ${account.key}`,
    `  digest   ${account.digest}`,
    "What it is made of, its defaults left out:",
    ...Object.entries(account.fields).flatMap(([field, value]) => {
      return IN_KEY.has(field) || UNSAID.has(value) ? [] : [fitText(`  ${field}: ${valueWords(value)}`, width)];
    }),
  ];
  for (const { tier, winner, figuresChanged } of account.inherited) {
    const name = winner === null ? "no winner" : titles.setUp({ tier, subtest: winner });
    lines.push(
      `It inherits from ${titles.group(tier)}: ${name}${figuresChanged ? ", chosen by figures that have changed since" : ""}`,
    );
  }
  lines.push("Runs:", ...account.runs.map((run) => `  ${run.key}  ${runWords(run)}`));
  for (const { revision, differences } of account.earlier)
    lines.push(
      `Plan ${revision} had another cell of this key:`,
      ...differences.map((one) => `  ${differenceWords(one)}`),
    );
  return [...lines, ...againstLines(account)];
}

function againstLines({ against }: CellAccount): readonly string[] {
  if (!against) return [];
  const { cell, grading } = against;
  const lines = [`Against ${against.with}:`];
  if (cell.length > 0)
    lines.push("  another cell, with runs of its own, because", ...cell.map((one) => `    ${differenceWords(one)}`));
  if (grading.length > 0)
    lines.push(
      `  graded in another way${cell.length === 0 ? ", without buying an agent" : ""}, because`,
      ...grading.map((one) => `    ${differenceWords(one)}`),
    );
  return cell.length + grading.length === 0 ? [...lines, "  nothing differs: its runs are kept"] : lines;
}

/** The first line of a text, and how long the text is. */
function valueWords(value: string): string {
  const lines = value.trimEnd().split("\n");
  const more = lines.length > 1 ? ` (and ${lines.length - 1} more lines)` : "";
  return `${plainText(lines[0] ?? "")}${more}`;
}
