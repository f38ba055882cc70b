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
  const rubrics = new Map(experiments.map(({ id, rubric }) => [id, rubric]));
  return runs.map((run) => {
    const rubric = rubrics.get(run.experiment) ?? null;
    const score = scoreOf(run, rubric);
    return {
      run,
      score,
      grade: gradeOf(score),
      passed: passedOf(run, score, rubric),
      implRate: correctedImplRate(run),
    };
  });
}

function scoreOf({ judges, published }: UpstreamRun, rubric: UpstreamRubric | null): number | null {
  if (judges.length === 0) return published?.score ?? null;
  const valid = judges.filter((judge) => judge.valid);
  const weighted = valid.flatMap((judge) => weightedScore(judge, rubric) ?? []);
  // Sums and totals are not on one scale: all of one or all of the other.
  return mean(weighted.length === valid.length ? weighted : valid.flatMap(({ score }) => score ?? []));
}

function passedOf(
  { judges, published }: UpstreamRun,
  score: number | null,
  rubric: UpstreamRubric | null,
): boolean | null {
  if (score === null) return null;
  if (rubric?.passThreshold != null) return score >= rubric.passThreshold;
  if (judges.length === 0) return published?.passed ?? null;
  const votes = judges.flatMap(({ valid, passed }) => (valid && passed !== null ? [passed] : []));
  return votes.length === 0 ? null : votes.filter((vote) => vote).length > votes.length / 2;
}

function correctedImplRate({ judges, published }: UpstreamRun): number | null {
  if (judges.length === 0) return clamped(published?.implRate ?? null);
  return median(judges.flatMap((judge) => (judge.valid ? (clamped(implRateOf(judge)) ?? []) : [])));
}

const clamped = (rate: number | null): number | null => rate && Math.min(1, Math.max(0, rate));
