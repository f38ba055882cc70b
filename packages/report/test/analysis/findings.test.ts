import type { Comparison } from "@scylla/contracts";
import { findings, projector } from "@scylla/report";
import { newcombeDifference, wilsonInterval } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { byPassRate, type SetUp, view } from "../fixtures/views.ts";

function codes(passed: number, failed: number, cost = 100): readonly string[] {
  return [...Array<string>(passed).fill(`P${cost}`), ...Array<string>(failed).fill(`F${cost}`)];
}

function found(setUps: readonly SetUp[], comparisons: readonly Comparison[] = []) {
  const repeats = Math.max(...setUps.flatMap(({ runs }) => Object.values(runs).map((all) => all.length)));
  return findings(projector({ select: byPassRate }).results(view({ setUps, repeats })), comparisons);
}

const setUp = (name: string, runs: readonly string[], agent = "toy"): SetUp => ({ name, agent, runs: { a: runs } });

const comparison = (baseline: string, against: string, metric: Comparison["metric"] = "passRate"): Comparison => ({
  id: `${baseline}-${against}`,
  baseline,
  against,
  metric,
  margin: null,
  primary: false,
});

test("help is claimed where the intervals do not overlap, harm likewise, and nothing in between", () => {
  const all = found([
    setUp("T0/00", codes(5, 5)),
    setUp("T0/01", codes(10, 0)),
    setUp("T0/02", codes(7, 3)),
    setUp("T0/03", codes(5, 5)),
  ]);
  expect(all.map(({ setUp: { subtest }, claim }) => [subtest, claim])).toEqual([
    ["01", "not-told-apart"],
    ["02", "not-told-apart"],
    ["03", "not-told-apart"],
  ]);
  const clear = found([setUp("T0/00", codes(1, 7)), setUp("T0/01", codes(8, 0)), setUp("T1/00", codes(0, 8))]);
  expect(clear.map(({ claim }) => claim)).toEqual(["helps", "not-told-apart"]);
  expect(found([setUp("T0/00", codes(8, 0)), setUp("T0/01", codes(1, 7))])[0]?.claim).toBe("hurts");
});

test("without a run on one side nothing is known, and nothing is claimed", () => {
  const all = found([setUp("T0/00", codes(0, 4)), setUp("T0/01", ["M", "M", "M", "M"])]);
  expect(all).toMatchObject([{ claim: "unknown", difference: null, passes: { successes: 0, trials: 0 } }]);
});

test("where a task has runs on one side only, nothing is claimed", () => {
  const other: SetUp = { name: "T0/01", runs: { b: codes(8, 0) } };
  expect(found([setUp("T0/00", codes(0, 8)), other])).toMatchObject([{ claim: "tasks-differ", sameMixture: false }]);
  const more: SetUp = { name: "T0/01", runs: { a: codes(8, 0).slice(1) } };
  expect(found([setUp("T0/00", codes(0, 8)), more])).toMatchObject([{ claim: "helps", sameMixture: false }]);
  expect(found([setUp("T0/00", codes(0, 8)), setUp("T0/01", codes(8, 0))])).toMatchObject([{ sameMixture: true }]);
});

test("the baseline is the agent's own first set-up", () => {
  const all = found([
    setUp("T0/00", codes(1, 1), "claude"),
    setUp("T0/01", codes(1, 1), "claude"),
    setUp("T0/01", codes(2, 0), "toy"),
    setUp("T1/00", codes(2, 0), "toy"),
  ]);
  expect(all.map((one) => [one.setUp.agent, one.setUp.subtest, one.baseline.agent, one.baseline.subtest])).toEqual([
    ["claude", "01", "claude", "00"],
    ["toy", "00", "toy", "01"],
  ]);
});

test("declared comparisons replace the default", () => {
  const setUps = ["T0/00", "T0/01", "T1/00"].map((name) => setUp(name, codes(1, 1)));
  const all = found(setUps, [comparison("T0/01", "T1/00"), comparison("T0/00", "T1/00")]);
  expect(all.map((one) => [one.setUp.subtest, one.setUp.tier, one.baseline.subtest])).toEqual([
    ["00", "T1", "00"],
    ["00", "T1", "01"],
  ]);
});

test("a comparison of something else than pass rates makes no claim, and leaves the default", () => {
  const setUps = ["T0/00", "T0/01"].map((name) => setUp(name, codes(1, 1)));
  expect(found(setUps, [comparison("T0/01", "T0/00", "costUsd")]).map((one) => one.setUp.subtest)).toEqual(["01"]);
});

test("a ratio of costs needs both", () => {
  const ratios = (a: readonly string[], b: readonly string[]) =>
    found([setUp("T0/00", a), setUp("T0/01", b)]).map(({ costRatio }) => costRatio);
  expect(ratios(codes(1, 1, 100), codes(1, 1, 310))).toEqual([3.1]);
  expect(ratios(["P", "P1"], codes(1, 1))).toEqual([null]);
  expect(ratios(codes(1, 1, 0), codes(1, 1, 5))).toEqual([null]);
});

test("a claim implies that the interval of the difference excludes 0", () => {
  const side = fc
    .integer({ min: 1, max: 200 })
    .chain((trials) => fc.record({ successes: fc.integer({ min: 0, max: trials }), trials: fc.constant(trials) }));
  fc.assert(
    fc.property(side, side, (a, b) => {
      const one = wilsonInterval(a.successes, a.trials);
      const other = wilsonInterval(b.successes, b.trials);
      const difference = newcombeDifference(a, b);
      if (one && other && difference && one.low > other.high) expect(difference.low).toBeGreaterThan(0);
    }),
  );
});
