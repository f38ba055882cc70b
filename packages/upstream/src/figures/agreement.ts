import { krippendorffAlpha, mean, pearson, spearman } from "@scylla/stats";
import type { JudgeFigures } from "./judge-figures.ts";

export interface JudgeAgreement {
  readonly pairs: readonly JudgePair[];
  /** Krippendorff's, interval. */
  readonly alpha: number | null;
  /** On which all judges have a score; others are left out. */
  readonly units: number;
}

interface JudgePair {
  readonly judges: readonly [number, number];
  readonly spearman: number | null;
  readonly pearson: number | null;
  readonly meanAbsoluteDifference: number | null;
}

type Place = (judge: JudgeFigures) => readonly unknown[];

/** Upstream's units: a subtest's n-th run, whichever experiment it belongs to. Scores of different tasks are averaged. */
const POOLED: Place = ({ model, tier, subtest, run }) => [model, tier, subtest, run];

/** A run is a unit. */
export const EACH_RUN: Place = ({ experiment, model, tier, subtest, run }) => [experiment, model, tier, subtest, run];

export function agreementOf(judges: readonly JudgeFigures[], place: Place = POOLED): JudgeAgreement {
  const numbers = [...new Set(judges.map(({ judge }) => judge))].sort((a, b) => a - b);
  const units = [...Map.groupBy(judges, (judge) => JSON.stringify(place(judge))).values()].flatMap((unit) => {
    const scores = numbers.map((number) =>
      mean(unit.flatMap(({ judge, score }) => (judge === number && score !== null ? [score] : []))),
    );
    return scores.every((score) => score !== null) ? [scores] : [];
  });
  const column = (place: number): readonly number[] => units.map((unit) => unit[place] ?? 0);
  const pairs = numbers.flatMap((first, i) =>
    numbers.slice(i + 1).map((second, j) => pairOf([first, second], column(i), column(i + 1 + j))),
  );
  return { pairs, alpha: krippendorffAlpha(units, "interval"), units: units.length };
}

function pairOf(judges: readonly [number, number], x: readonly number[], y: readonly number[]): JudgePair {
  return {
    judges,
    spearman: spearman(x, y)?.r ?? null,
    pearson: pearson(x, y)?.r ?? null,
    meanAbsoluteDifference: mean(x.map((score, i) => Math.abs(score - (y[i] ?? 0)))),
  };
}
