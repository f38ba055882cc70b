import type { TierComparisons } from "../figures/comparisons.ts";
import type { UpstreamFigures } from "../figures/upstream-figures.ts";
import { pythonFixed as fixed, pythonSigned as signed } from "./python-number.ts";

type Row = readonly (string | number)[];

/** Upstream's tables 1, 2, 2b, 3, 4, 5 and 8 and its totals, as Markdown, with its numbers as it prints them. */
export function renderUpstreamFigures(figures: UpstreamFigures): string {
  return [
    totals(figures),
    tierSummary(figures),
    comparison(figures, "Table 2: Tier Pairwise Comparison", "passRate", "Pass Rate Δ", 4),
    comparison(figures, "Table 2b: Impl-Rate Tier Pairwise Comparison", "implRate", "Impl-Rate Δ", 3),
    agreement(figures),
    criteria(figures),
    cost(figures),
    statistics(figures),
  ].join("\n");
}

function totals({ counts, summary: { overall }, costOfPass, reports }: UpstreamFigures): string {
  const frontiers: readonly Row[] = costOfPass.map(({ model, frontier }) => [model, fixed(frontier, 4)]);
  const best: readonly Row[] = reports.map((report) => [
    report.experiment,
    report.bestTier ?? "—",
    fixed(report.frontierCostOfPass, 4),
    fixed(report.totalCost, 4),
  ]);
  const line = `${counts.runs} runs of ${counts.subtests} subtests, ${counts.judges} judgments, ${counts.criteria} criteria`;
  return [
    "# Totals\n",
    `${line}; pass rate ${fixed(overall.passRate, 4)}, mean score ${fixed(overall.meanScore, 4)}, mean impl rate ${fixed(overall.meanImplRate, 4)}, total cost $${fixed(overall.totalCost, 4)}.\n`,
    table(["Model", "Frontier CoP ($)"], frontiers),
    table(["Experiment", "Best Tier", "Frontier CoP ($)", "Total Cost ($)"], best),
  ].join("\n");
}

function tierSummary({ tierSummary: rows }: UpstreamFigures): string {
  const heading = [
    "Model",
    "Tier",
    "Subtests",
    "Pass Rate (95% CI)",
    "Mean Score (±σ)",
    "Median",
    "Consistency",
    "CoP ($)",
  ];
  return section(
    "Table 1: Tier Summary",
    heading,
    rows.map((row) => [
      row.model,
      row.tier,
      row.subtests,
      `${fixed(row.passRate, 3)} (${(row.passRateInterval ?? [null, null]).map((end) => fixed(end, 3)).join(", ")})`,
      `${fixed(row.meanScore, 3)} ± ${fixed(row.stdScore, 3)}`,
      fixed(row.medianScore, 3),
      fixed(row.consistency, 3),
      row.costOfPass === null ? "inf" : fixed(row.costOfPass, 2),
    ]),
  );
}

/** Upstream's threshold, for the omnibus test and after it for pairs. */
const ALPHA = 0.05;

function comparison(
  { comparisons }: UpstreamFigures,
  title: string,
  metric: TierComparisons["metric"],
  change: string,
  digits: number,
): string {
  const rows = comparisons
    .filter((one) => one.metric === metric)
    .flatMap(({ model, omnibus, pairs }) => {
      const tested = omnibus !== null && omnibus.p < ALPHA;
      return pairs.map((pair): Row => {
        const significant = pair.pHolm < ALPHA ? "Yes" : "No";
        return [
          model,
          `${pair.from}→${pair.to}`,
          `(${pair.n.join(", ")})`,
          signed(pair.difference, digits),
          tested ? fixed(pair.pHolm, 4) : "—",
          signed(pair.cliffsDelta, 3),
          tested ? significant : "N/A (omnibus n.s.)",
        ];
      });
    });
  const heading = ["Model", "Transition", "N (T1, T2)", change, "p-value", "Cliff's δ", "Significant?"];
  return section(title, heading, rows);
}

function agreement({ judgeAgreement: { pairs, alpha } }: UpstreamFigures): string {
  const rows = pairs.map(
    ({ judges: [first, second], ...pair }): Row => [
      `Judge ${first} – Judge ${second}`,
      fixed(pair.spearman, 3),
      fixed(pair.pearson, 3),
      fixed(pair.meanAbsoluteDifference, 4),
    ],
  );
  const heading = ["Judge Pair", "Spearman ρ", "Pearson r", "Mean abs. Δ Score"];
  return `${section("Table 3: Judge Agreement", heading, rows)}\n**Krippendorff's α** (interval): ${fixed(alpha, 3)}\n`;
}

function criteria({ criteriaPerformance }: UpstreamFigures): string {
  return section(
    "Table 4: Per-Criteria Performance",
    ["Criterion", "Weight", "Model", "Mean (±σ)"],
    criteriaPerformance.map((row) => [
      row.criterion,
      row.weight === null ? "—" : fixed(row.weight, 2),
      row.model,
      `${fixed(row.mean, 3)} ± ${fixed(row.std, 3)}`,
    ]),
  );
}

function cost({ cost: rows }: UpstreamFigures): string {
  const heading = ["Model", "Tier", "Mean Cost ($)", "Total Cost ($)", "CoP ($)"];
  return section(
    "Table 5: Cost Analysis",
    [...heading, "Input Tokens", "Output Tokens", "Cache Read", "Cache Create"],
    rows.map(({ model, tier, meanCost, totalCost, costOfPass, tokens }) => [
      model,
      tier === "Total" ? "**Total**" : tier,
      fixed(meanCost, 2),
      fixed(totalCost, 2),
      fixed(costOfPass, 2),
      fixed(tokens?.input ?? null, 0),
      fixed(tokens?.output ?? null, 0),
      fixed(tokens?.cacheRead ?? null, 0),
      fixed(tokens?.cacheCreation ?? null, 0),
    ]),
  );
}

const NAMES: Readonly<Record<string, string>> = {
  score: "Score",
  costUsd: "Cost (USD)",
  durationSeconds: "Duration (s)",
  totalTokens: "Total Tokens",
};

function statistics({ statistics: rows }: UpstreamFigures): string {
  const heading = ["Model", "Metric", "N", "Mean", "Median", "Min", "Max", "Q1", "Q3", "StdDev", "Skew", "Kurt"];
  return section(
    "Table 8: Summary Statistics",
    heading,
    rows.map((row) => [
      row.model,
      NAMES[row.metric] ?? row.metric,
      row.count,
      ...[row.mean, row.median, row.min, row.max, row.firstQuartile, row.thirdQuartile, row.standardDeviation].map(
        (value) => fixed(value, 4),
      ),
      fixed(row.skewness, 3),
      fixed(row.excessKurtosis, 3),
    ]),
  );
}

function section(title: string, heading: readonly string[], rows: readonly Row[]): string {
  return `# ${title}\n\n${table(heading, rows)}`;
}

function table(heading: readonly string[], rows: readonly Row[]): string {
  const lines = [heading, heading.map(() => "---"), ...rows];
  return `${lines.map((row) => `| ${row.map(cellOf).join(" | ")} |`).join("\n")}\n`;
}

/** Names come from whoever published them: none ends a cell, or moves a terminal's cursor. */
function cellOf(value: string | number): string {
  return String(value)
    .replaceAll(/\p{C}+/gu, " ")
    .replaceAll("|", "\\|");
}
