import { correctedRuns, upstreamFigures } from "@scylla/upstream";
import { expect, test } from "vitest";
import { consistencyOf } from "../../src/figures/consistency.ts";
import { gradeOf } from "../../src/figures/grade.ts";
import { judge, judgeWith, resultsOf, runOf } from "../fixtures/results.ts";

test.for([
  [1, "S"],
  [0.9999999999999999, "A"],
  [0.8, "A"],
  [0.6, "B"],
  [0.4, "C"],
  [0.2, "D"],
  [0.19, "F"],
  [null, null],
] as const)("a score of %s is graded %s", ([score, grade]) => {
  expect(gradeOf(score)).toBe(grade);
});

test("a tie of votes fails, and only valid judges vote", () => {
  const tie = runOf("e/T0/00/1", [judge(1, 0.9), judge(2, 0.1)]);
  const third = runOf("e/T0/00/2", [judge(1, 0.9), judge(2, 0.1), judge(3, 0.7)]);
  const invalid = runOf("e/T0/00/3", [judge(1, 0.9), judge(2, null)]);
  const { runs } = upstreamFigures(resultsOf([tie, third, invalid]));
  expect(runs.map(({ passed }) => passed)).toEqual([false, true, true]);
  expect(runs[2]).toMatchObject({ score: 0.9, grade: "A" });
});

test("an invalid judge has its say in the implementation rate, and one without points voids it", () => {
  const points = { a: [1, 2], b: [null, null] } as const;
  const three = [judgeWith(1, 1, points), judgeWith(2, null, { a: [0, 2] }), judgeWith(3, 1, { a: [2, 2] })];
  const void_ = [...three.slice(0, 2), judgeWith(3, 1, { a: [null, null] })];
  const { runs } = upstreamFigures(resultsOf([runOf("e/T0/00/1", three), runOf("e/T0/00/2", void_)]));
  expect(runs.map(({ implRate }) => implRate)).toEqual([0.5, null]);
});

test("consistency is 1 for a single score, 0 for a mean of 0, and never below", () => {
  expect([consistencyOf([0.5]), consistencyOf([0, 0]), consistencyOf([0, 0, 0, 1]), consistencyOf([])]).toEqual([
    1,
    0,
    0,
    null,
  ]);
  expect(consistencyOf([0.8, 1])).toBeCloseTo(1 - Math.SQRT1_2 / 5 / 0.9, 12);
});

test("missing scores and costs are left out of every mean", () => {
  const runs = [
    runOf("e/T0/00/1", [judge(1, 0.5)]),
    runOf("e/T0/00/2", [judge(1, null)], { costUsd: null, tokens: null, durationSeconds: null }),
  ];
  const { summary } = upstreamFigures(resultsOf(runs));
  expect(summary.byTier["T0"]).toMatchObject({ runs: 2, meanScore: 0.5, totalCost: 1, meanCost: 1, passRate: 0 });
});

test("nothing at all gives empty figures, not an error", () => {
  const { runs, summary, correlations, comparisons, reports } = upstreamFigures(resultsOf([]));
  expect([runs, correlations, comparisons, reports]).toEqual([[], [], [], []]);
  expect(summary.overall).toMatchObject({ runs: 0, meanScore: null, totalCost: 0 });
});

test("the best subtest of a report has the higher median; when close, fewer tokens", () => {
  const close = { tokens: { input: 0, output: 0, cacheCreation: 0, cacheRead: 0 } };
  const { reports } = upstreamFigures(
    resultsOf([
      runOf("e/T0/00/1", [judge(1, 0.9)]),
      runOf("e/T0/01/1", [judge(1, 0.86)], { ...close, costUsd: 3 }),
      runOf("e/T1/00/1", [judge(1, 0.9)]),
      runOf("e/T1/01/1", [judge(1, 0.8)], close),
      runOf("e/T2/00/1", [judge(1, 0.1)]),
    ]),
  );
  expect(reports).toMatchObject([
    {
      bestTier: "T1",
      frontierCostOfPass: 1,
      tiers: [{ bestSubtest: "01", costOfPass: 3 }, { bestSubtest: "00" }, { costOfPass: null }],
    },
  ]);
});

test("tiers of several runs are tested, neighbours and ends, with Holm over all pairs", () => {
  const values = { T0: [1, 2, 3], T1: [4, 5, 6], T2: [7, 8, 9] };
  const runs = Object.entries(values).flatMap(([tier, seconds]) =>
    seconds.map((durationSeconds, i) => runOf(`e/${tier}/00/${i + 1}`, [judge(1, 0.9)], { durationSeconds })),
  );
  const found = upstreamFigures(resultsOf(runs)).comparisons.find(({ metric }) => metric === "durationSeconds");
  expect(found?.omnibus).toMatchObject({ h: expect.closeTo(7.2, 10), df: 2, p: expect.closeTo(Math.exp(-3.6), 10) });
  expect(found?.pairs).toMatchObject([
    { from: "T0", to: "T1", difference: 3, cliffsDelta: 1, u: 0, p: 0.1, pHolm: expect.closeTo(0.3, 12) },
    { from: "T1", to: "T2", p: 0.1 },
    { from: "T0", to: "T2", difference: 6 },
  ]);
  const passes = upstreamFigures(resultsOf(runs)).comparisons.find(({ metric }) => metric === "passRate");
  expect(passes?.omnibus).toBeNull();
});

test("agreement mixes the tasks of one subtest, as it is published", () => {
  const runs = [
    runOf("a/T0/00/1", [judge(1, 0.2), judge(2, 0.4)]),
    runOf("b/T0/00/1", [judge(1, 0.4), judge(2, 0.2)]),
    runOf("a/T0/00/2", [judge(1, 0.9), judge(2, null)]),
  ];
  expect(upstreamFigures(resultsOf(runs)).judgeAgreement).toMatchObject({
    units: 1,
    pairs: [{ judges: [1, 2], meanAbsoluteDifference: expect.closeTo(0, 12) }],
  });
});

test("a run without judgments has no score where others have; where none were published, its own", () => {
  const published = { score: 0.7, passed: true, grade: "B", implRate: 0.5 };
  const results = resultsOf([runOf("e/T0/00/1", [], { published })]);
  const { experiments } = results;
  const unjudged = { ...results, experiments: experiments.map((one) => ({ ...one, judges: 0 })) };
  expect(upstreamFigures(results).runs[0]).toMatchObject({ score: null, passed: false, grade: null });
  expect(upstreamFigures(unjudged).runs[0]).toMatchObject(published);
  expect(correctedRuns(results)[0]).toMatchObject({ score: null, passed: null });
  expect(correctedRuns(unjudged)[0]).toMatchObject(published);
});
