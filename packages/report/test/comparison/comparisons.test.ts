import { comparisonResultSchema } from "@scylla/contracts";
import { comparisonsOf } from "@scylla/report";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declared, resultsOf, type Side, tasks } from "./fixtures.ts";

const plain = (runs: Side["runs"], more: Partial<Side> = {}): Side => ({ name: "T0/00", runs, ...more });
const rule = (runs: Side["runs"], more: Partial<Side> = {}): Side => ({ name: "T0/01", runs, ...more });

/** The one comparison of two set-ups. */
function compared(baseline: Side, against: Side, options = {}) {
  const [found] = comparisonsOf(resultsOf([baseline, against]), options);
  return comparisonResultSchema.parse(found);
}

describe("answers are about tasks like these", () => {
  test("many runs of few tasks show nothing of other tasks, only of these", () => {
    const found = compared(plain(tasks(2, "FFFFFFFF")), rule(tasks(2, "PPPPPPPP")));
    expect(found).toMatchObject({ answer: "undecided", interval: null, p: null, effect: 1, warnings: ["few-tasks"] });
    expect(found.onTheseTasks).toMatchObject({ answer: "better", p: expect.closeTo(0, 3) });
  });

  test("six tasks can show a difference, five can't", () => {
    expect(compared(plain(tasks(5, "FF")), rule(tasks(5, "PP"))).answer).toBe("undecided");
    const six = compared(plain(tasks(6, "FF")), rule(tasks(6, (task) => (task === 1 ? "PF" : "PP"))));
    expect(six).toMatchObject({ answer: "better", method: "sign-flip", p: 2 / 2 ** 6, onTheseTasks: null });
  });

  test("where every task differs equally, the interval says what the others could still do", () => {
    const found = compared(plain(tasks(8, "FFF")), rule(tasks(8, "PPP")));
    const share = 0.025 ** (1 / 8);
    expect(found).toMatchObject({
      answer: "better",
      method: "exact-share",
      interval: { low: expect.closeTo(2 * share - 1), high: 1 },
    });
    expect(found.warnings).toContain("no-variation");
    expect(compared(plain(tasks(8, "PPP")), rule(tasks(8, "PPP"))).answer).toBe("undecided");
  });

  test("equality is shown by enough tasks that hardly differ, and by nothing else", () => {
    const noisy = (shift: number) => tasks(200, (task) => ((task + shift) % 20 === 0 ? "PPPF" : "PPPP"));
    expect(compared(plain(noisy(0)), rule(noisy(1)))).toMatchObject({
      answer: "equivalent",
      method: "clustered-t",
      margin: 0.05,
    });
    expect(compared(plain(tasks(20, "PF")), rule(tasks(20, (task) => (task % 2 ? "PP" : "FF")))).answer).toBe(
      "undecided",
    );
  });

  test("less cost is better, and a lower pass rate is worse", () => {
    const costs = declared({ metric: "costUsd" });
    const varied = (name: string, cost: (task: number) => number) =>
      Array.from({ length: 7 }, (_, i) => ({ name, runs: { [`t${i}`]: "PP" }, cost: cost(i) }));
    const results = resultsOf([...varied("T0/00", (i) => 0.02 + i / 1000), ...varied("T0/01", (i) => 0.01 + i / 500)]);
    const once = { ...results, subtests: results.subtests.filter((_, i) => i % 7 === 0) };
    expect(comparisonsOf(once, { declared: [costs] })).toMatchObject([{ answer: "better", margin: null }]);
    expect(compared(plain(tasks(7, "PP")), rule(tasks(7, (task) => (task === 1 ? "FP" : "FF")))).answer).toBe("worse");
  });

  test("what would be found alone is not found among many", () => {
    const one = rule(tasks(6, (task) => (task === 1 ? "PF" : "PP")));
    const others = ["02", "03"].map((id) => ({ name: `T0/${id}`, runs: tasks(6, (task) => (task % 2 ? "FF" : "PF")) }));
    const [found] = comparisonsOf(resultsOf([plain(tasks(6, "FF")), one, ...others]));
    expect(found).toMatchObject({ p: 0.03125, adjustedP: 0.09375, answer: "undecided" });
  });

  test("a primary question shares its chance of a false finding with primary ones only", () => {
    const sides = [plain(tasks(6, "FF")), rule(tasks(6, (task) => (task === 1 ? "PF" : "PP")))];
    const questions = [declared({ id: "first", primary: true }), declared({ id: "second" }), declared({ id: "third" })];
    const found = comparisonsOf(resultsOf(sides), { declared: questions });
    expect(found.map(({ id, adjustedP }) => [id, adjustedP])).toEqual([
      ["first", 0.03125],
      ["second", 0.0625],
      ["third", 0.0625],
    ]);
  });
});

describe("missing runs", () => {
  test("are in no mean, and in the bounds", () => {
    const found = compared(plain(tasks(6, "FF")), rule(tasks(6, (task) => (task === 1 ? "P." : "PP"))));
    expect(found).toMatchObject({ effect: 1, against: { planned: 12, valid: 11, missing: 1 } });
    expect(found.bounds).toEqual({ low: expect.closeTo(11 / 12), high: 1 });
    expect(found.warnings).toEqual(["missing-runs", "no-variation"]);
  });

  test("of a whole task take it out of the comparison, and into the warnings", () => {
    const found = compared(plain(tasks(7, "FP")), rule(tasks(7, (task) => (task === 1 ? ".." : "PP"))));
    expect(found).toMatchObject({ tasks: { planned: 7, compared: 6 } });
    expect(found.warnings).toContain("lost-tasks");
    expect(found.against.mean).toBe(1);
  });

  test("on a whole side leave nothing to say", () => {
    const found = compared(plain(tasks(2, "FP")), rule(tasks(2, "..")));
    expect(found).toMatchObject({
      effect: null,
      answer: "undecided",
      onTheseTasks: null,
      costUsd: null,
      toDecide: null,
    });
  });
});

describe("beside the effect", () => {
  test("tasks that told nothing are named", () => {
    const found = compared(
      plain({ ...tasks(6, "PF"), easy: "PP", hard: "FF" }),
      rule({ ...tasks(6, "FP"), easy: "PP", hard: "FF" }),
    );
    expect(found.tasks).toMatchObject({ compared: 8, alwaysPass: ["easy"], alwaysFail: ["hard"] });
  });

  test("an effect that hangs on one task is marked", () => {
    const found = compared(plain(tasks(8, "FFFF")), rule(tasks(8, (task) => (task === 1 ? "PPPP" : "FFFF"))));
    expect(found.warnings).toEqual(expect.arrayContaining(["one-task", "uninformative-tasks"]));
  });

  test("a set-up that was put together from these results is marked", () => {
    const isSelected = ({ subtest }: { subtest: string }) => subtest === "01";
    expect(compared(plain(tasks(8, "FP")), rule(tasks(8, "PP")), { isSelected }).warnings).toContain("chosen-by-data");
  });

  test("what would decide has a price, at the mean cost so far", () => {
    const found = compared(
      plain(tasks(8, (t) => (t % 2 ? "PF" : "FF"))),
      rule(
        tasks(8, (t) => (t % 3 ? "PF" : "FF")),
        { cost: 0.03 },
      ),
    );
    expect(found).toMatchObject({
      answer: "undecided",
      costUsd: { effect: expect.closeTo(0.02), ratio: expect.closeTo(3) },
    });
    const { tasks: more } = found.toDecide ?? {};
    expect(more?.costUsd).toBeCloseTo((more?.n ?? 0) * 2 * 0.04);
    expect(found.smallestDetectable).toBeGreaterThan(found.toDecide?.effect ?? 1);
  });

  test("of an unknown cost nothing is said", () => {
    const found = compared(plain(tasks(8, "PF"), { cost: null }), rule(tasks(8, "FF")));
    expect(found).toMatchObject({ costUsd: null, toDecide: { tasks: { costUsd: null } } });
  });
});

test("the order of runs and set-ups' rows changes no digit", () => {
  const letters = fc.array(fc.constantFrom("P", "F", "."), { minLength: 1, maxLength: 4 }).map((all) => all.join(""));
  const side = fc.array(letters, { minLength: 7, maxLength: 7 }).map((all) => tasks(7, (task) => all[task - 1] ?? "P"));
  fc.assert(
    fc.property(side, side, (a, b) => {
      const results = resultsOf([plain(a), rule(b)]);
      const turned = { ...results, runs: results.runs.toReversed() };
      const [one, other] = [comparisonsOf(results), comparisonsOf(turned)];
      expect(other).toEqual(one);
    }),
    { numRuns: 50 },
  );
});

test("swapping the sides turns the effect and the answer round", () => {
  const letters = fc.constantFrom("PP", "PF", "FF");
  const side = fc
    .array(letters, { minLength: 8, maxLength: 8 })
    .map((all) => tasks(8, (task) => all[task - 1] ?? "PP"));
  const mirror = { better: "worse", worse: "better", equivalent: "equivalent", undecided: "undecided" } as const;
  fc.assert(
    fc.property(side, side, (a, b) => {
      const [one, other] = [compared(plain(a), rule(b)), compared(plain(b), rule(a))];
      expect(other.effect).toBeCloseTo(-(one.effect ?? 0), 12);
      expect(other.answer).toBe(mirror[one.answer]);
      expect(other.p).toBeCloseTo(one.p ?? 1, 12);
    }),
    { numRuns: 50 },
  );
});
