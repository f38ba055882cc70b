import { type Difference, inspectExperiment } from "@scylla/compose";
import { comparisonsBetween, plainText, renderComparisons, type SetUpPair } from "@scylla/report";
import { type Side, sideOf } from "../comparing/side.ts";
import { treatmentDifferences } from "../comparing/treatment-differences.ts";
import { differenceWords } from "../difference-words.ts";
import { EXIT } from "../exit-codes.ts";
import { answerWidth, output } from "../output.ts";
import { usageError } from "../usage-error.ts";

export interface CompareOptions {
  readonly json?: boolean;
}

/** Compares two experiments, or two set-ups of the same or of two, by task. @returns the exit code. */
export async function compare(first: string, second: string, options: CompareOptions): Promise<number> {
  const out = output(options);
  const [baseline, against] = [await sideOf(first), await sideOf(second)];
  const pairs = pairOf(baseline, against);
  const found = comparisonsBetween(baseline.results, against.results, pairs);
  if (found.length === 0)
    throw usageError(
      "the two experiments have no set-up in common",
      "Name one of each: scylla compare DIR:T0/00-plain OTHER:T0/01-rule",
    );
  await using theirs = await inspectExperiment(baseline);
  await using ours = await inspectExperiment(against);
  const given = [];
  for (const one of found) given.push({ id: one.id, differences: await treatmentDifferences(theirs, ours, one) });
  if (out.json) {
    const dirs = { baseline: baseline.dir, against: against.dir };
    out.answer(`${JSON.stringify({ status: "compared", ...dirs, comparisons: found, given })}\n`);
    return EXIT.done;
  }
  const { stdout } = process;
  const terminal = { width: answerWidth(), color: stdout.isTTY === true && stdout.hasColors() };
  const results = { baseline: baseline.results, against: against.results };
  out.answer(`${renderComparisons(found, results, terminal)}\n${given.flatMap(givenLines).join("\n")}\n`);
  return EXIT.done;
}

function pairOf({ setUp: baseline }: Side, { setUp: against }: Side): readonly SetUpPair[] | undefined {
  if (baseline && against) return [{ baseline, against }];
  if (!baseline && !against) return undefined;
  throw usageError(
    "an experiment can't be compared with a single set-up",
    "Name two experiments, or a set-up of each: scylla compare T0/00-plain T0/01-rule",
  );
}

function givenLines({ id, differences }: { readonly id: string; readonly differences: readonly Difference[] | null }) {
  const name = plainText(id);
  if (differences === null) return [`${name}: what was given is not known on both sides.`];
  if (differences.length === 0) return [`${name}: the same was given.`];
  return [`${name}: what was given differs:`, ...differences.map((one) => `  ${differenceWords(one)}`)];
}
