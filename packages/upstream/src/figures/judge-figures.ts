import type { UpstreamResults, UpstreamRun } from "../model.ts";
import { gradeOf } from "./grade.ts";
import { implRateOf } from "./impl-rate.ts";
import { modelOf } from "./run-figures.ts";

/** A row of upstream's `judges.csv`. */
export interface JudgeFigures {
  readonly experiment: string;
  readonly model: string;
  readonly tier: string;
  readonly subtest: string;
  readonly run: number;
  readonly judge: number;
  readonly judgeModel: string | null;
  readonly score: number | null;
  readonly grade: string | null;
  readonly implRate: number | null;
}

/** A row of upstream's `criteria.csv`. */
export interface CriterionFigures {
  readonly experiment: string;
  readonly model: string;
  readonly tier: string;
  readonly subtest: string;
  readonly run: number;
  readonly judge: number;
  readonly criterion: string;
  readonly score: number | null;
  readonly achieved: number | null;
  readonly max: number | null;
}

const placeOf = (run: UpstreamRun) => ({
  experiment: run.experiment,
  model: modelOf(run),
  tier: run.tier,
  subtest: run.subtest,
  run: run.run,
});

export function judgeFigures({ runs }: UpstreamResults): readonly JudgeFigures[] {
  return runs.flatMap((run) =>
    run.judges.map((judge) => ({
      ...placeOf(run),
      judge: judge.number,
      judgeModel: judge.model,
      score: judge.score,
      grade: gradeOf(judge.score),
      implRate: implRateOf(judge),
    })),
  );
}

export function criterionFigures({ runs }: UpstreamResults): readonly CriterionFigures[] {
  return runs.flatMap((run) =>
    run.judges.flatMap(({ number, criteria }) =>
      criteria.map(({ name, score, achieved, max }) => ({
        ...placeOf(run),
        judge: number,
        criterion: name,
        score,
        achieved,
        max,
      })),
    ),
  );
}
