import type { UpstreamResults } from "../model.ts";
import { agreementOf, type JudgeAgreement } from "./agreement.ts";
import { costOfPassOf, groups } from "./columns.ts";
import { comparisonsOf, type TierComparisons } from "./comparisons.ts";
import { type CorrelationFigures, correlationsOf } from "./correlations.ts";
import { type CriterionFigures, criterionFigures, type JudgeFigures, judgeFigures } from "./judge-figures.ts";
import { type ReportTotals, reportTotals } from "./report-totals.ts";
import { type RunFigures, runFigures } from "./run-figures.ts";
import { frontierOf, type Summary, summaryOf } from "./summary.ts";
import {
  type CostRow,
  type CriterionRow,
  costRows,
  criterionRows,
  type StatisticsRow,
  statisticsRows,
  type TierSummaryRow,
  tierSummaryRows,
} from "./tables.ts";

/** The figures that upstream publishes, by its own rules, which are not all right: see `upstreamCorrections`. Null stands for its NaN and infinity. */
export interface UpstreamFigures {
  readonly runs: readonly RunFigures[];
  readonly judges: readonly JudgeFigures[];
  readonly criteria: readonly CriterionFigures[];
  readonly counts: {
    readonly runs: number;
    readonly judges: number;
    readonly criteria: number;
    readonly subtests: number;
  };
  readonly summary: Summary;
  readonly correlations: readonly CorrelationFigures[];
  readonly costOfPass: readonly CostOfPassFigures[];
  /** Tables 2 and 2b are those of `passRate` and `implRate`. */
  readonly comparisons: readonly TierComparisons[];
  readonly tierSummary: readonly TierSummaryRow[];
  readonly judgeAgreement: JudgeAgreement;
  readonly criteriaPerformance: readonly CriterionRow[];
  readonly cost: readonly CostRow[];
  readonly statistics: readonly StatisticsRow[];
  readonly reports: readonly ReportTotals[];
}

interface CostOfPassFigures {
  readonly model: string;
  readonly tiers: Readonly<Record<string, number | null>>;
  /** The least of them. */
  readonly frontier: number | null;
}

/** Computes upstream's figures from what it published. Pure: the same results give the same figures. */
export function upstreamFigures(results: UpstreamResults): UpstreamFigures {
  const [runs, judges, criteria] = [runFigures(results), judgeFigures(results), criterionFigures(results)];
  return {
    runs,
    judges,
    criteria,
    counts: {
      runs: runs.length,
      judges: judges.length,
      criteria: criteria.length,
      subtests: new Set(runs.map((run) => JSON.stringify([run.experiment, run.model, run.tier, run.subtest]))).size,
    },
    summary: summaryOf(runs),
    correlations: correlationsOf(runs),
    costOfPass: groups(runs, "model").map(([model, of]) => ({
      model,
      tiers: Object.fromEntries(groups(of, "tier").map(([tier, ofTier]) => [tier, costOfPassOf(ofTier)])),
      frontier: frontierOf(of),
    })),
    comparisons: (["passRate", "implRate", "durationSeconds"] as const).flatMap((metric) =>
      comparisonsOf(runs, metric),
    ),
    tierSummary: tierSummaryRows(runs),
    judgeAgreement: agreementOf(judges),
    criteriaPerformance: criterionRows(criteria, results),
    cost: costRows(runs),
    statistics: statisticsRows(runs),
    reports: reportTotals(runs),
  };
}
