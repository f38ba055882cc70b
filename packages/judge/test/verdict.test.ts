import type { CheckResult, CheckSpec, CheckStatus } from "@scylla/contracts";
import { OUTCOMES } from "@scylla/contracts";
import { verdictOf } from "@scylla/judge";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

interface Given {
  readonly status: CheckStatus | "absent";
  readonly required: boolean;
  readonly weight: number;
}

const SCORES: Readonly<Record<CheckStatus, number | null>> = { pass: 1, fail: 0, timeout: 0, na: null, error: null };

function spec(given: readonly Given[]): { readonly checks: readonly CheckSpec[] } {
  return {
    checks: given.map(({ required, weight }, i) => ({
      id: `c${i}`,
      command: "true",
      required,
      weight,
      timeMs: 1,
      hiddenTests: null,
    })),
  };
}

function results(given: readonly Given[]): CheckResult[] {
  return given.flatMap(({ status, required }, i) =>
    status === "absent"
      ? []
      : [{ id: `c${i}`, status, required, score: SCORES[status], exitCode: null, durationMs: 1 }],
  );
}

function verdict(given: readonly Given[], outcome: (typeof OUTCOMES)[number] = "ok") {
  return verdictOf({ spec: spec(given), outcome, checks: results(given) });
}

const must = (status: Given["status"], weight = 1): Given => ({ status, required: true, weight });
const may = (status: Given["status"], weight = 1): Given => ({ status, required: false, weight });

describe("pass", () => {
  test.each<[string, Given[], boolean | null]>([
    ["every required check passes", [must("pass"), must("pass")], true],
    ["one required check fails", [must("pass"), must("fail")], false],
    ["a timeout is a failure", [must("timeout")], false],
    ["an optional check can't fail a run", [must("pass"), may("fail")], true],
    ["an optional check without evidence stands in no way", [must("pass"), may("error")], true],
    ["na is neutral beside a pass", [must("pass"), must("na")], true],
    ["na alone is no pass", [must("na"), must("na")], null],
    ["optional checks alone decide nothing", [may("pass")], null],
    ["a required check without evidence leaves it open", [must("pass"), must("error")], null],
    ["a required check without a result too", [must("pass"), must("absent")], null],
    ["a failure decides, whatever is unknown beside it", [must("fail"), must("error")], false],
    ["no checks", [], null],
  ])("%s", (_name, given, passed) => {
    expect(verdict(given).passed).toBe(passed);
  });
});

describe("score and grade", () => {
  test.each<[string, Given[], number | null, string | null]>([
    ["a weighted share", [must("pass", 3), must("fail", 1)], 0.75, "B"],
    ["optional checks count by their weight", [must("pass", 1), may("fail", 1)], 0.5, "C"],
    ["na counts on neither side", [must("pass"), must("fail"), may("na", 100)], 0.5, "C"],
    ["an optional check without evidence counts on neither side", [must("pass"), may("error", 100)], 1, "S"],
    ["a required one leaves no score", [must("pass"), must("error")], null, null],
    ["also when it weighs nothing", [must("pass"), must("error", 0)], null, null],
    ["weights of 0 count for nothing", [must("pass", 1), must("fail", 0)], 1, "S"],
    ["without any weight there is no score", [must("pass", 0), must("pass", 0)], null, null],
    ["nothing applies", [must("na")], null, null],
    ["all tenths but two", Array.from({ length: 10 }, (_, i) => must(i < 8 ? "pass" : "fail", 0.1)), 0.8, "A"],
    ["thirds", [must("pass", 1 / 3), must("pass", 1 / 3), must("pass", 1 / 3)], 1, "S"],
    ["a little less than all", [must("pass", 999), may("fail", 1)], 0.999, "A"],
    ["a fifth", [must("pass", 1), must("fail", 4)], 0.2, "D"],
    ["nothing", [must("fail")], 0, "F"],
  ])("%s", (_name, given, score, grade) => {
    expect(verdict(given)).toMatchObject({ score, grade });
  });
});

test("every scored outcome is graded by what is there; no other has a verdict", () => {
  for (const outcome of OUTCOMES) {
    const scored = ["ok", "agent_error", "timeout", "limit"].includes(outcome);
    expect(verdict([must("pass")], outcome)).toEqual(
      scored
        ? { passed: true, score: 1, grade: "S", basis: "checks" }
        : { passed: null, score: null, grade: null, basis: "none" },
    );
  }
});

test("results of checks that the spec does not name are no evidence", () => {
  const checks = results([must("pass"), must("pass")]);
  expect(verdictOf({ spec: spec([must("fail")]), outcome: "ok", checks: checks.slice(1) })).toEqual({
    passed: null,
    score: null,
    grade: null,
    basis: "none",
  });
});

const given = fc.array(
  fc.record({
    status: fc.constantFrom<Given["status"]>("pass", "fail", "timeout", "na", "error", "absent"),
    required: fc.boolean(),
    weight: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.01, max: 10, noNaN: true })),
  }),
  { maxLength: 12 },
);

test("a score lies in [0, 1] and has a grade; S stands for 1 alone; without evidence nothing is said", () => {
  fc.assert(
    fc.property(given, (checks) => {
      const { passed, score, grade, basis } = verdict(checks);
      if (score !== null) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
      expect(grade === null).toBe(score === null);
      expect(grade === "S").toBe(score === 1);
      if (basis === "none") expect({ passed, score }).toEqual({ passed: null, score: null });
    }),
  );
});

test("the order of checks and of results does not matter", () => {
  const shuffledTwice = given.chain((checks) =>
    fc.tuple(fc.constant(checks), fc.shuffledSubarray(checks, { minLength: checks.length })),
  );
  fc.assert(
    fc.property(shuffledTwice, ([checks, shuffled]) => {
      expect(verdict(shuffled)).toEqual(verdict(checks));
      const reversed = results(checks).toReversed();
      expect(verdictOf({ spec: spec(checks), outcome: "ok", checks: reversed })).toEqual(verdict(checks));
    }),
  );
});

test("turning a failure into a pass never lowers the score or takes away a pass", () => {
  fc.assert(
    fc.property(given, fc.nat(), (checks, pick) => {
      const failed = checks.flatMap(({ status }, i) => (status === "fail" || status === "timeout" ? [i] : []));
      const turned = failed[pick % Math.max(1, failed.length)];
      if (turned === undefined) return;
      const before = verdict(checks);
      const after = verdict(checks.map((check, i) => (i === turned ? { ...check, status: "pass" } : check)));
      if (before.score !== null) expect(after.score).toBeGreaterThanOrEqual(before.score);
      if (before.passed === true) expect(after.passed).toBe(true);
      if (after.passed === false) expect(before.passed).toBe(false);
    }),
  );
});

test("an input is not changed", () => {
  const frozen = Object.freeze([must("pass"), may("fail")].map((check) => Object.freeze(check)));
  const checks = Object.freeze(results(frozen).map((result) => Object.freeze(result)));
  expect(verdictOf({ spec: spec(frozen), outcome: "ok", checks }).score).toBe(0.5);
});
