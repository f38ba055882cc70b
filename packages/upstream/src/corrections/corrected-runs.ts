import { mean, median } from "@scylla/stats";
import { gradeOf, type UpstreamGrade } from "../figures/grade.ts";
import { implRateOf } from "../figures/impl-rate.ts";
import type { UpstreamResults, UpstreamRubric, UpstreamRun } from "../model.ts";
import { weightedScore } from "./weighted-score.ts";

/** A run as it should have been computed. All is null where no valid judge saw it: it is missing, which is not failed. */
export interface CorrectedRun {
  readonly run: UpstreamRun;
  /** Mean of what the valid judges' own categories add up to; of their totals where they can't be weighted. */
  readonly score: number | null;
  readonly grade: UpstreamGrade | null;
  /** By the rubric's threshold; where that was not published, by more than half of the valid judges. */
  readonly passed: boolean | null;
  /** Median of the valid judges that have one, each within 0 and 1. */
  readonly implRate: number | null;
}

/** The runs in the order of the results. */
export function correctedRuns({ experiments, runs }: UpstreamResults): readonly CorrectedRun[] {
  const byId = new Map(experiments.map((experiment) => [experiment.id, experiment]));
  return runs.map((run) => {
    const { rubric = null, judges = 0 } = byId.get(run.experiment) ?? {};
    return judges > 0 ? judgedRun(run, rubric) : unjudgedRun(run, rubric);
  });
}

function judgedRun(run: UpstreamRun, rubric: UpstreamRubric | null): CorrectedRun {
  const score = scoreOf(run, rubric);
  const votes = run.judges.flatMap(({ valid, passed }) => (valid && passed !== null ? [passed] : []));
  const majority = votes.length === 0 ? null : votes.filter((vote) => vote).length > votes.length / 2;
  const rates = run.judges.flatMap((judge) => (judge.valid ? (clamped(implRateOf(judge)) ?? []) : []));
  return { run, score, grade: gradeOf(score), passed: passedOf(score, majority, rubric), implRate: median(rates) };
}

/** Where no judgments were published, the consensus that was. */
function unjudgedRun(run: UpstreamRun, rubric: UpstreamRubric | null): CorrectedRun {
  const { score = null, passed = null, implRate = null } = run.published ?? {};
  return { run, score, grade: gradeOf(score), passed: passedOf(score, passed, rubric), implRate: clamped(implRate) };
}

function scoreOf({ judges }: UpstreamRun, rubric: UpstreamRubric | null): number | null {
  const valid = judges.filter((judge) => judge.valid);
  const weighted = valid.flatMap((judge) => weightedScore(judge, rubric) ?? []);
  // Sums and totals are not on one scale: all of one or all of the other.
  return mean(weighted.length === valid.length ? weighted : valid.flatMap(({ score }) => score ?? []));
}

function passedOf(score: number | null, said: boolean | null, rubric: UpstreamRubric | null): boolean | null {
  if (score === null) return null;
  return rubric?.passThreshold == null ? said : score >= rubric.passThreshold;
}

const clamped = (rate: number | null): number | null => rate && Math.min(1, Math.max(0, rate));
