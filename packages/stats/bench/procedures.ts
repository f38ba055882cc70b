import * as stats from "@scylla/stats";

// The sizes of a published experiment: 1,080 runs, seven groups of up to 270, a few dozen tasks.
const random = stats.randomSource(1);
const draw = (count: number) => Array.from({ length: count }, random.normal);
const passes = (count: number, rate: number) => Array.from({ length: count }, () => (random.uniform() < rate ? 1 : 0));
const rounded = (count: number) => draw(count).map((v) => Math.round(v * 20) / 20);
const tasks = Array.from({ length: 40 }, () => ({ a: passes(5, 0.7), b: passes(5, 0.6) }));
const priced = Array.from({ length: 40 }, () =>
  passes(5, 0.7).map((p) => ({ cost: 1 + random.uniform(), passed: p === 1 })),
);
const qualities = priced.map((runs) => runs.map(({ cost, passed }) => ({ cost, quality: Number(passed) })));
const all = rounded(1080);
const [x, y] = [rounded(270), rounded(270)];
const { differences } = stats.taskDifferences(tasks);
const matrix = Array.from({ length: 41 }, () => draw(40));

/** Each procedure at these sizes, by its name. */
export const procedures: Readonly<Record<string, () => unknown>> = {
  "bootstrap, mean of 1,080, 10,000 resamples": () => stats.bootstrap(all),
  "bootstrap, median of 270, 10,000 resamples": () => stats.bootstrap(x, "median"),
  "bootstrapTwoSamples, 270 and 270, 10,000 resamples": () => stats.bootstrapTwoSamples(x, y),
  "pairedBootstrap, 40 tasks of 2 x 5 runs, 10,000 resamples": () => stats.pairedBootstrap(tasks),
  "clusteredMean, 40 tasks": () => stats.clusteredMean(differences),
  "signFlip, 16 tasks, exact": () => stats.signFlip(differences.slice(0, 16)),
  "signFlip, 40 tasks, 10,000 draws": () => stats.signFlip(differences),
  "signFlipInterval, 20 tasks": () => stats.signFlipInterval(differences.slice(0, 20)),
  "blockPermutation, 40 blocks, 10,000 draws": () => stats.blockPermutation(tasks),
  "maxT, 40 comparisons over 40 tasks, 10,000 draws": () => stats.maxT(matrix.slice(1)),
  "bettingIntervals, 1,080 observations": () => stats.bettingIntervals(passes(1080, 0.7)),
  "kruskalWallis, 4 groups of 270": () => stats.kruskalWallis([x, y, x, y]),
  "mannWhitneyU, 270 and 270": () => stats.mannWhitneyU(x, y),
  "mannWhitneyU, 8 and 270, exact": () => stats.mannWhitneyU(draw(8), draw(270)),
  "wilcoxonSignedRank, 50, exact": () => stats.wilcoxonSignedRank(draw(50)),
  "shapiroWilk, 1,080": () => stats.shapiroWilk(all),
  "spearman, 1,080": () => stats.spearman(all, draw(1080)),
  "kendall, 1,080": () => stats.kendall(all, draw(1080)),
  "fisherExact, 1,080 runs": () =>
    stats.fisherExact([
      [500, 40],
      [520, 20],
    ]),
  "scheirerRayHare, 1,080 in 21 cells": () =>
    stats.scheirerRayHare(all.map((value, i) => ({ value, a: `T${i % 7}`, b: `task ${i % 3}` }))),
  "cliffsDelta, 270 and 270": () => stats.cliffsDelta(x, y),
  "krippendorffAlpha, 360 units of 3 raters": () =>
    stats.krippendorffAlpha(Array.from({ length: 360 }, (_, i) => all.slice(3 * i, 3 * i + 3))),
  "shrink, 120 candidates": () => stats.shrink(draw(120).map((estimate) => ({ estimate, standardError: 0.5 }))),
  "crossFittedWinner, 41 candidates on 40 tasks": () => stats.crossFittedWinner(matrix),
  requiredTasks: () => stats.requiredTasks(0.05, 5, { betweenTasks: 0.02, withinRuns: 0.2 }),
  "costOfPass, 40 tasks of 5 runs, 10,000 resamples": () => stats.costOfPass(priced),
  "paretoUncertainty, 7 candidates, 1,000 resamples": () =>
    stats.paretoUncertainty(new Array<typeof qualities>(7).fill(qualities), { resamples: 1000 }),
  "Clopper-Pearson": () => stats.clopperPearsonInterval(37, 270),
  "t quantile": () => stats.studentT(39).quantile(0.975),
  studentizedRange: () => stats.studentizedRange(7, 100).sf(4),
};
