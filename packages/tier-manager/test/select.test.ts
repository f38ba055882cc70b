import type { Contender, Selection } from "@scylla/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rankContenders, resolveTreatment, tierManager } from "../src/index.ts";
import { deepFreeze } from "./fixtures/arbitraries.ts";
import { agent, text } from "./fixtures/ladders.ts";

function contender(subtest: string, rest: Partial<Contender> = {}): Contender {
  return { subtest, runs: 10, valid: 10, passRate: 0.5, meanScore: 0.5, meanCost: 100, ...rest };
}

function select(contenders: readonly Contender[], quorum = 0.8): Selection {
  const treatments = Object.fromEntries(
    contenders.map(({ subtest }) => [subtest, resolveTreatment(text(subtest), agent("toy"))]),
  );
  return tierManager().select({ tier: "T0", agent: "toy", quorum, contenders, treatments });
}

describe("the winner and what decided it", () => {
  test.each([
    ["the higher pass rate, whatever else", { passRate: 0.6, meanScore: 0.1, meanCost: 900 }, "pass-rate"],
    ["at equal pass rates the higher score", { meanScore: 0.6, meanCost: 900 }, "mean-score"],
    ["at equal scores the lower cost", { meanCost: 99 }, "mean-cost"],
  ] as const)("is %s", (_what, better, rule) => {
    expect(select([contender("a"), contender("b", better)])).toMatchObject({ winner: { subtest: "b" }, rule });
  });

  test("is at last the first id", () => {
    expect(select([contender("b"), contender("a")])).toMatchObject({ winner: { subtest: "a" }, rule: "subtest-id" });
  });

  test("needs no rule when there is one", () => {
    expect(select([contender("a", { passRate: 0 })])).toMatchObject({ winner: { subtest: "a" }, rule: "single" });
  });

  test("what is unknown ranks last: nobody wins by a cost that nobody knows", () => {
    expect(select([contender("a", { meanCost: null }), contender("b", { meanCost: 1e9 })])).toMatchObject({
      winner: { subtest: "b" },
      rule: "mean-cost",
    });
    expect(select([contender("a", { meanScore: null }), contender("b", { meanScore: 0 })]).winner?.subtest).toBe("b");
    const none = { valid: 0, passRate: null, meanScore: null, meanCost: null };
    expect(select([contender("a", none), contender("b", { passRate: 0 })], 0.5).winner?.subtest).toBe("b");
  });
});

describe("the quorum", () => {
  test("counts the runs of the whole tier, and is met exactly", () => {
    const half = contender("a", { valid: 6 });
    expect(select([half, contender("b")], 0.8)).toMatchObject({ winner: { subtest: "a" } });
    expect(select([contender("a", { valid: 5 }), contender("b")], 0.8)).toMatchObject({
      winner: null,
      rule: "below-quorum",
    });
    expect(select([contender("a", { runs: 20, valid: 11 })], 0.55).winner).not.toBeNull();
  });

  test("is not met by a tier without runs, or without valid ones", () => {
    expect(select([])).toMatchObject({ winner: null, rule: "below-quorum", contenders: [], basis: {} });
    const none = contender("a", { valid: 0, passRate: null, meanScore: null, meanCost: null });
    expect(select([none], 0.001).winner).toBeNull();
  });
});

test("the record holds the winner's resources, all contenders best first, and the treatments it rests on", () => {
  const selection = select([contender("a"), contender("b", { passRate: 1 })]);
  expect(selection.winner?.resources).toEqual({ instructions: { kind: "text", text: "b\n" } });
  expect(selection.contenders.map((one) => one.subtest)).toEqual(["b", "a"]);
  expect(Object.keys(selection.basis)).toEqual(["a", "b"]);
});

test("a contender without its treatment is a defect, not a record without basis", () => {
  expect(() =>
    tierManager().select({ tier: "T0", agent: "toy", quorum: 0.8, contenders: [contender("a")], treatments: {} }),
  ).toThrow(expect.objectContaining({ code: "INTERNAL" }));
});

test("is total, and does not depend on the order of the contenders", () => {
  const figure = fc.option(fc.constantFrom(0, 0.5, 1), { nil: null });
  const contenders = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1 }).chain((ids) =>
    fc.tuple(
      ...ids.map((subtest) =>
        fc
          .record({
            runs: fc.constant(4),
            valid: fc.integer({ min: 1, max: 4 }),
            passRate: figure,
            meanScore: figure,
            meanCost: figure,
          })
          .map((rest) => contender(subtest, rest)),
      ),
    ),
  );
  fc.assert(
    fc.property(contenders, fc.func(fc.integer()), (given, key) => {
      const shuffled = [...given].sort((a, b) => key(a.subtest) - key(b.subtest));
      expect(select(deepFreeze(shuffled))).toEqual(select(given));
      expect(new Set(rankContenders(given))).toEqual(new Set(given));
    }),
  );
});
