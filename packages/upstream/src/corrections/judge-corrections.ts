import type { UpstreamCriterion, UpstreamResults, UpstreamRubric, UpstreamRun } from "../model.ts";
import { type CorrectedValue, correction, placeOf, type UpstreamCorrection } from "./correction.ts";
import { weightedScore } from "./weighted-score.ts";

/** Totals that are not the sum of their categories, and categories that are not the sum of their items. */
export function judgeCorrections({ experiments, runs }: UpstreamResults): readonly UpstreamCorrection[] {
  const rubrics = new Map(experiments.map(({ id, rubric }) => [id, rubric]));
  return runs.flatMap((run) => [
    ...totals(run, rubrics.get(run.experiment) ?? null),
    ...run.judges.flatMap(({ number, criteria }) =>
      criteria.flatMap((criterion) => category([...placeOf(run), number], criterion)),
    ),
  ]);
}

function totals(run: UpstreamRun, rubric: UpstreamRubric | null): readonly UpstreamCorrection[] {
  return run.judges.flatMap((judge) => {
    const corrected = weightedScore(judge, rubric);
    if (corrected === null) return [];
    const values = { published: judge.score, corrected };
    return correction(
      ["judge score", ...placeOf(run), judge.number],
      values,
      "A total is the weighted sum of the judge's own categories, but the judge was asked to add it up, and wrote another.",
    );
  });
}

/** `achieved/max`, as people write points. */
function category(place: readonly (string | number)[], criterion: UpstreamCriterion): readonly UpstreamCorrection[] {
  const { name, items, achieved, max } = criterion;
  const counted = items.flatMap((item) => (item.achieved === null || item.max === null ? [] : [item]));
  if (counted.length === 0 || achieved === null || max === null) return [];
  const sum = (of: (item: (typeof counted)[number]) => number | null): number =>
    counted.reduce((total, item) => total + (of(item) ?? 0), 0);
  const points = (a: number, b: number): CorrectedValue => `${rounded(a)}/${rounded(b)}`;
  return correction(
    ["category", ...place, name],
    {
      published: points(achieved, max),
      corrected: points(
        sum((item) => item.achieved),
        sum((item) => item.max),
      ),
    },
    "The points of a category are the sum of its items, but the judge was asked to add them up, and wrote others.",
  );
}

const rounded = (points: number): number => Math.round(points * 1e9) / 1e9;
