import { writeFile } from "node:fs/promises";
import { readExperiment } from "@scylla/compose";
import { type Results, ScyllaError } from "@scylla/contracts";
import {
  type GateResult,
  gateAnnotations,
  gateJunit,
  gateOf,
  gateSubject,
  gateWords,
  type SetUpRef,
} from "@scylla/report";
import { EXIT } from "../exit-codes.ts";
import { findExperiment } from "../experiment-dir.ts";
import { output } from "../output.ts";
import { nearPath } from "../own-command.ts";
import { suggestion, usageError } from "../usage-error.ts";

export interface GateOptions {
  readonly minPassRate?: number;
  readonly maxCostOfPass?: number;
  readonly noRegressionVs?: string;
  readonly margin?: number;
  readonly only?: readonly string[];
  readonly onUndecided?: "pass" | "fail";
  readonly junit?: string;
  readonly github?: boolean;
  readonly json?: boolean;
}

const USUAL_MARGIN = 0.05;

/** Holds results against limits. @returns the exit code: 1 where a limit is missed. */
export async function gate(named: string | undefined, options: GateOptions): Promise<number> {
  const out = output(options);
  const { minPassRate, maxCostOfPass, noRegressionVs, margin, onUndecided = "pass" } = options;
  if (minPassRate === undefined && maxCostOfPass === undefined && noRegressionVs === undefined)
    throw usageError("a gate needs a limit", "Give --min-pass-rate, --max-cost-of-pass or --no-regression-vs.");
  if (margin !== undefined && noRegressionVs === undefined)
    throw usageError("--margin belongs to --no-regression-vs", "Name the results to compare with.");
  const { results } = await readExperiment({ dir: findExperiment(named) });
  const base =
    noRegressionVs === undefined ? null : (await readExperiment({ dir: findExperiment(noRegressionVs) })).results;
  const noRegression = base === null ? undefined : { base, margin: margin ?? USUAL_MARGIN };
  const only = selector(options.only, results);
  const found = gateOf(results, { minPassRate, maxCostOfPass, noRegression }, { onUndecided, only });
  if (found.checks.length === 0)
    throw usageError("nothing could be held against the limits", "The two experiments have no set-up in common.");
  if (options.junit !== undefined) await writeJunit(options.junit, found);
  if (options.github === true) for (const line of gateAnnotations(found)) out.answer(`${line}\n`);
  if (out.json) out.answer(`${JSON.stringify(found)}\n`);
  else for (const line of linesOf(found)) out.say(line);
  return found.passed ? EXIT.done : EXIT.gate;
}

function selector(names: readonly string[] | undefined, { subtests, experiment }: Results) {
  if (names === undefined) return () => true;
  const all = [...new Set(subtests.map(({ tier, subtest }) => `${tier}/${subtest}`))];
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined)
    throw usageError(`${experiment} has no set-up ${JSON.stringify(unknown)}`, suggestion(unknown, all));
  return ({ tier, subtest }: SetUpRef): boolean => names.includes(`${tier}/${subtest}`);
}

function linesOf(found: GateResult): readonly string[] {
  const failed = found.checks.filter(({ answer }) => answer === "worse").length;
  const open = found.checks.filter(({ answer }) => answer === "undecided").length;
  const counts = [`${failed} worse`, `${open} undecided`, `${found.checks.length - failed - open} not worse`].join(
    ", ",
  );
  return [
    ...found.checks.map((check) => `${gateSubject(check)}: ${gateWords(check)}`),
    `${found.passed ? "Passed" : "Failed"}: ${counts}${open > 0 ? `; what is undecided ${found.onUndecided === "pass" ? "passes" : "fails"}` : ""}.`,
  ];
}

async function writeJunit(file: string, found: GateResult): Promise<void> {
  try {
    await writeFile(file, gateJunit(found));
  } catch (cause) {
    throw new ScyllaError(
      "USAGE",
      `${nearPath(file)} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: "Name a file in a directory that is there and writable.",
        cause,
      },
    );
  }
}
