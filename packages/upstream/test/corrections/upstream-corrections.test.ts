import { correctedRuns, readUpstreamTree, type UpstreamResults, upstreamCorrections } from "@scylla/upstream";
import { describe, expect, test } from "vitest";
import { ACCEPTANCE, DRYRUN } from "../fixtures/dryrun.ts";
import { judge, judgeWith, resultsOf, runOf } from "../fixtures/results.ts";

const dryrun = await readUpstreamTree(DRYRUN.raw);
const ofDryrun = upstreamCorrections(dryrun);
const {
  judge_score_vs_own_categories: JUDGES,
  categories_where_achieved_or_max_differs_from_sum_of_items: CATEGORIES,
} = ACCEPTANCE.corrected;

/** By id. */
function corrections(results: UpstreamResults): Record<string, readonly [unknown, unknown]> {
  return Object.fromEntries(upstreamCorrections(results).map((one) => [one.id, [one.published, one.corrected]]));
}

describe("of the published experiment", () => {
  test.for(Object.entries(JUDGES))("%s: the total is what its own categories add up to", ([label, recomputed]) => {
    const [tier = "", number] = label.split(".judge");
    const run = dryrun.runs.find((one) => one.tier === tier);
    const found = ofDryrun.find(({ id }) => id === `judge score/raw/${tier}/${run?.subtest}/1/${number}`);
    const { llm_score: published, weighted_sum_of_own_categories: corrected } = recomputed;
    if (published === corrected) expect(found).toBeUndefined();
    else {
      expect(found?.published).toBe(published);
      expect(found?.corrected).toBeCloseTo(corrected, 6);
    }
  });

  test("as many categories are not the sum of their items", () => {
    expect(ofDryrun.filter(({ id }) => id.startsWith("category/"))).toHaveLength(CATEGORIES);
  });

  test("two subtests are seven, and single runs show neither consistency nor a test", () => {
    const found = corrections(dryrun);
    const model = "claude-sonnet-4-5-20250929";
    expect(found[`subtests/${model}`]).toEqual([2, 7]);
    expect(found[`consistency/${model}/T3`]).toEqual([1, null]);
    expect(found[`p/${model}/passRate/T0-T6`]).toEqual([1, null]);
  });

  test("the total of costs lacks the judges, and tokens lack all models but one", () => {
    const found = corrections(dryrun);
    expect(found["total cost with judges"]).toEqual([expect.closeTo(1.0111618, 9), null]);
    expect(found["tokens/raw/T4/01/1"]).toEqual([116132, 126825]);
  });

  test("each says why in one sentence, and has an id of its own", () => {
    for (const { why } of ofDryrun) expect(why).toMatch(/^[A-Z](?!.*\. [A-Z]).*\.$/);
    expect(new Set(ofDryrun.map(({ id }) => id)).size).toBe(ofDryrun.length);
  });
});

const RUBRIC = { weights: { a: 0.75, b: 0.25 }, passThreshold: 0.7 };

test("a pass follows the rubric's threshold, on what categories add up to", () => {
  const results = resultsOf(
    [
      runOf("e/T0/00/1", [judgeWith(1, 0.9, { a: [1, 2], b: [1, 1] })]),
      runOf("e/T0/00/2", [judgeWith(1, 0.2, { a: [2, 2], b: [0, 1] })]),
    ],
    RUBRIC,
  );
  expect(correctedRuns(results).map(({ score, passed, grade }) => ({ score, passed, grade }))).toEqual([
    { score: 0.625, passed: false, grade: "B" },
    { score: 0.75, passed: true, grade: "B" },
  ]);
  expect(corrections(results)).toMatchObject({
    "passed/e/T0/00/1": [true, false],
    "passed/e/T0/00/2": [false, true],
    "grade/e/T0/00/1": ["A", "B"],
  });
});

test("categories that do not apply leave their weight to the others", () => {
  const results = resultsOf([runOf("e/T0/00/1", [judgeWith(1, 0.9, { a: [1, 2], b: [null, null] })])], RUBRIC);
  expect(correctedRuns(results)[0]?.score).toBe(0.5);
});

test("where a judge made up a category, the run keeps the totals of all", () => {
  const results = resultsOf(
    [runOf("e/T0/00/1", [judgeWith(1, 0.9, { made_up: [1, 2] }), judgeWith(2, 0.5, { a: [2, 2], b: [1, 1] })])],
    RUBRIC,
  );
  expect(correctedRuns(results)[0]).toMatchObject({ score: 0.7, passed: true });
});

test("a run that no valid judge saw is missing, not failed", () => {
  const results = resultsOf([runOf("e/T0/00/1", [judge(1, null), judge(2, null)])]);
  expect(correctedRuns(results)[0]).toMatchObject({ score: null, passed: null, grade: null });
  expect(corrections(results)["passed/e/T0/00/1"]).toEqual([false, null]);
});

test("one of two votes is no pass without a threshold, as it is upstream", () => {
  const results = resultsOf([runOf("e/T0/00/1", [judge(1, 0.9), judge(2, 0.1)])]);
  expect(correctedRuns(results)[0]?.passed).toBe(false);
});

test("an implementation rate stays within 1, and neither invalid judges nor such without points void it", () => {
  const judges = [
    judgeWith(1, 1, { a: [3, 2] }),
    judgeWith(2, null, { a: [0, 2] }),
    judgeWith(3, 1, { a: [null, null] }),
  ];
  const results = resultsOf([runOf("e/T0/00/1", judges)]);
  expect(corrections(results)["impl rate/e/T0/00/1"]).toEqual([null, 1]);
});

test("agreement is told for runs and for each task, where upstream mixes tasks", () => {
  const of = (experiment: string, scores: readonly (readonly [number, number])[]) =>
    scores.map(([a, b], i) => runOf(`${experiment}/T0/00/${i + 1}`, [judge(1, a), judge(2, b)]));
  const agreeing = of("a", [
    [0.1, 0.1],
    [0.5, 0.5],
    [0.9, 0.9],
  ]);
  const opposed = of("b", [
    [0.2, 0.8],
    [0.8, 0.2],
    [0.5, 0.5],
  ]);
  const found = corrections(resultsOf([...agreeing, ...opposed]));
  expect(found["agreement/alpha/a"]?.[1]).toBe(1);
  expect(found["agreement/alpha/b"]?.[1]).toBeLessThan(0);
  expect(corrections(resultsOf(agreeing))["agreement/alpha/a"]).toBeUndefined();
});

test("sides that do not vary have no significant difference, and constants no normality", () => {
  const runs = [1, 2, 3].flatMap((n) => [
    runOf(`e/T0/00/${n}`, [judge(1, 0.5)]),
    runOf(`e/T1/00/${n}`, [judge(1, 0.9)]),
  ]);
  expect(corrections(resultsOf(runs))).toMatchObject({
    "significant/m/passRate/T0-T1": [true, null],
    "normal/m/score/T0": [true, null],
    "normal/m/costUsd/T1": [true, null],
  });
});

test("a tier of a single run does not void the test of the others", () => {
  const values = { T0: [1, 2, 3], T1: [4, 5, 6], T2: [7] };
  const runs = Object.entries(values).flatMap(([tier, seconds]) =>
    seconds.map((durationSeconds, i) => runOf(`e/${tier}/00/${i + 1}`, [judge(1, 0.9)], { durationSeconds })),
  );
  const found = corrections(resultsOf(runs));
  expect(found["omnibus p/m/durationSeconds"]).toEqual([null, expect.closeTo(0.0495346, 6)]);
});

test("a report's cost of a pass is that of a run, not of a whole tier", () => {
  const runs = [1, 2, 3].map((n) => runOf(`e/T0/00/${n}`, [judge(1, 0.9)]));
  expect(corrections(resultsOf(runs))["report cost of pass/e/T0"]).toEqual([3, 1]);
});

test("where nothing passed, a pass costs more than a bound, not infinitely much", () => {
  const runs = [1, 2, 3].map((n) => runOf(`e/T0/00/${n}`, [judge(1, 0.1)], { costUsd: n }));
  const [published, bound] = corrections(resultsOf(runs))["cost of pass at least/T0"] ?? [];
  expect(published).toBe("inf");
  expect(bound).toBeGreaterThan(1);
});
