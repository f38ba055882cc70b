import { contendersOf, type ExperimentView, resultsSchema, type Selection } from "@scylla/contracts";
import { projector, renderJson } from "@scylla/report";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byPassRate, cellOf, rowOf, runOf, type SetUp, type ViewSpec, view } from "../fixtures/views.ts";

const { results } = projector({ select: byPassRate });

const TWO: readonly SetUp[] = [
  { name: "T0/00-plain", runs: { b: ["F100", "P200"], a: ["F300", "F400"] } },
  { name: "T0/01-rule", runs: { a: ["P100", "P100"], b: ["P100", "F100"] } },
];

describe("rows", () => {
  test("there is one a planned run, in key order", () => {
    const folded = results(view({ setUps: TWO, repeats: 2 }));
    expect(folded.runs.map(({ key }) => key)).toEqual([
      "a/T0/00-plain/toy/01",
      "a/T0/00-plain/toy/02",
      "a/T0/01-rule/toy/01",
      "a/T0/01-rule/toy/02",
      "b/T0/00-plain/toy/01",
      "b/T0/00-plain/toy/02",
      "b/T0/01-rule/toy/01",
      "b/T0/01-rule/toy/02",
    ]);
    expect(folded.runs[0]).toEqual({
      key: "a/T0/00-plain/toy/01",
      cell: "cell:a/T0/00-plain/toy",
      task: "a",
      tier: "T0",
      subtest: "00-plain",
      agent: "toy",
      n: 1,
      outcome: "agent_error",
      passed: false,
      score: 0.25,
      grade: "D",
      costUsd: 3e-7,
      durationMs: 1200,
    });
  });

  test("a run that is not valid has no verdict, never a 0", () => {
    const codes = ["M", "I50", "C60", "B", ".", "-"];
    const folded = results(view({ setUps: [{ name: "T0/x", runs: { a: codes } }], repeats: codes.length }));
    expect(folded.counts).toEqual({ planned: 6, valid: 0, missing: 6 });
    expect(folded.runs.map(({ outcome }) => outcome)).toEqual([null, "invalid", "ok", null, null, null]);
    for (const run of folded.runs) {
      expect(run).toMatchObject({ cell: "cell:a/T0/x/toy", passed: null, score: null, grade: null });
    }
    expect(folded.runs.map(({ costUsd }) => costUsd)).toEqual([null, 5e-8, 6e-8, null, null, null]);
    expect(folded.subtests[0]).toMatchObject({ runs: 6, valid: 0, passRate: null, passRateInterval: null });
    expect(folded.subtests[0]).toMatchObject({ meanScore: null, meanCostUsd: null, costOfPassUsd: null });
  });

  test("a run that is graded again has no verdict meanwhile", () => {
    const given = view({ setUps: [{ name: "T0/x", runs: { a: ["P1"] } }], repeats: 1 });
    const again = { ...given, runs: given.runs.map((run) => ({ ...run, state: "captured" as const })) };
    expect(results(again).runs[0]).toMatchObject({ passed: null, score: null, outcome: "ok" });
  });

  test("recipes that wait or failed are planned without a cell; those that may be skipped are not planned", () => {
    const folded = results(
      view({
        setUps: [{ name: "T0/x", runs: { a: ["P1"] } }],
        repeats: 1,
        waiting: [{ label: "a/T5/best/toy" }],
        unresolved: [
          { label: "a/T5/lost/toy", onMissing: "fail", reason: "T0 has no winner" },
          { label: "a/T5/skipped/toy", onMissing: "skip", reason: "T0 has no winner" },
        ],
      }),
    );
    expect(folded.runs.map(({ key, cell }) => [key, cell])).toEqual([
      ["a/T0/x/toy/01", "cell:a/T0/x/toy"],
      ["a/T5/best/toy/01", null],
      ["a/T5/lost/toy/01", null],
    ]);
    expect(folded.status).toBe("partial");
    expect(folded.tiers.map(({ tier, runs, valid, winner }) => [tier, runs, valid, winner])).toEqual([
      ["T0", 1, 1, "x"],
      ["T5", 2, 0, null],
    ]);
  });

  test("runs of an earlier plan, and repeats that are not asked for any more, are not reported", () => {
    const given = view({ setUps: [{ name: "T0/x", runs: { a: ["P1", "F1", "F1"] } }], repeats: 1 });
    const old = cellOf("a/T0/gone/toy").digest;
    const extended: ExperimentView = {
      ...given,
      runs: [...given.runs, runOf(9, old, 1, "F1")],
      results: new Map([...given.results, [9, rowOf(9, "F1")].filter(Boolean) as [number, never]]),
    };
    expect(results(extended).runs.map(({ key, passed }) => [key, passed])).toEqual([["a/T0/x/toy/01", true]]);
    expect(results(extended).status).toBe("complete");
  });

  test("a hundred repeats stand in the order of their numbers", () => {
    const codes = Array.from({ length: 101 }, () => "P1");
    const folded = results(view({ setUps: [{ name: "T0/x", runs: { a: codes } }], repeats: 101 }));
    expect(folded.runs.map(({ n }) => n)).toEqual(Array.from({ length: 101 }, (_, i) => i + 1));
  });
});

describe("status", () => {
  test.each<[string, string[], string]>([
    ["every planned run is valid", ["P1", "F1"], "complete"],
    ["a run is finally missing", ["P1", "M"], "incomplete"],
    ["a run goes on", ["P1", "C1"], "partial"],
    ["a run waits because a stage failed", ["P1", "H1"], "partial"],
    ["a run has no row yet", ["P1", "-"], "partial"],
    ["nothing was begun", [".", "."], "partial"],
  ])("%s", (_name, codes, status) => {
    expect(results(view({ setUps: [{ name: "T0/x", runs: { a: codes } }], repeats: 2 })).status).toBe(status);
  });

  test("a recipe that failed is finally missing", () => {
    const lost = { label: "a/T5/lost/toy", onMissing: "fail", reason: "no winner" } as const;
    const setUps = [{ name: "T0/x", runs: { a: ["P1"] } }];
    expect(results(view({ setUps, repeats: 1, unresolved: [lost] })).status).toBe("incomplete");
  });

  test("an experiment of which everything was skipped is complete and empty", () => {
    const skipped = { label: "a/T5/s/toy", onMissing: "skip", reason: "no winner" } as const;
    expect(results(view({ setUps: [], repeats: 1, unresolved: [skipped] }))).toMatchObject({
      status: "complete",
      counts: { planned: 0, valid: 0, missing: 0 },
      runs: [],
      subtests: [],
      tiers: [],
    });
  });
});

describe("figures", () => {
  test("are those of the valid runs, across tasks", () => {
    const folded = results(view({ setUps: TWO, repeats: 2 }));
    expect(folded.subtests).toMatchObject([
      { tier: "T0", subtest: "00-plain", title: "Title of T0/00-plain", agent: "toy", runs: 4, valid: 4 },
      { subtest: "01-rule", passRate: 0.75, meanScore: 0.8125, meanCostUsd: 1e-7 },
    ]);
    expect(folded.subtests[0]).toMatchObject({ passRate: 0.25, meanCostUsd: 2.5e-7, costOfPassUsd: 1e-6 });
    expect(folded.subtests[0]?.passRateInterval).toMatchObject({ level: 0.95 });
    expect(folded.tiers).toMatchObject([{ tier: "T0", title: "Group T0", agent: "toy", runs: 8, passRate: 0.5 }]);
  });

  test("an unknown cost makes the means unknown, and no pass makes the cost of one unknown", () => {
    const folded = results(
      view({
        setUps: [
          { name: "T0/a", runs: { t: ["P1", "F"] } },
          { name: "T0/b", runs: { t: ["F1", "F1"] } },
        ],
        repeats: 2,
      }),
    );
    expect(folded.subtests).toMatchObject([
      { meanCostUsd: null, costOfPassUsd: null, passRate: 0.5 },
      { meanCostUsd: 1e-9, costOfPassUsd: null, passRate: 0 },
    ]);
  });

  test("an undecided run is valid, and neither a pass nor a failure", () => {
    const folded = results(view({ setUps: [{ name: "T0/a", runs: { t: ["P4", "F4", "U4"] } }], repeats: 3 }));
    expect(folded.subtests[0]).toMatchObject({ valid: 3, passRate: 0.5, meanCostUsd: 4e-9, costOfPassUsd: 8e-9 });
    expect(folded.status).toBe("complete");
  });

  test("money is added exactly", () => {
    const codes = Array.from({ length: 10 }, () => "P100000000");
    const folded = results(view({ setUps: [{ name: "T0/a", runs: { t: codes } }], repeats: 10 }));
    expect(folded.subtests[0]?.meanCostUsd).toBe(0.1);
    expect(folded.subtests[0]?.costOfPassUsd).toBe(0.1);
  });

  test("agents are told apart", () => {
    const setUps = ["claude", "toy"].map((agent) => ({
      name: "T0/a",
      agent,
      runs: { t: [agent === "toy" ? "P1" : "F1"] },
    }));
    const folded = results(view({ setUps, repeats: 1 }));
    expect(folded.tiers.map(({ agent, passRate, winner }) => [agent, passRate, winner])).toEqual([
      ["claude", 0, "a"],
      ["toy", 1, "a"],
    ]);
  });
});

describe("winner", () => {
  const selection = (winner: string | null): Selection => ({
    schema: "selection/1",
    tier: "T0",
    agent: "toy",
    winner: winner === null ? null : { subtest: winner, resources: {} },
    rule: "pass-rate",
    contenders: [],
    basis: {},
  });
  const winner = (spec: Partial<ViewSpec>): string | null | undefined =>
    results(view({ setUps: TWO, repeats: 2, ...spec })).tiers[0]?.winner;

  test("is the recorded one, though the rule would choose another today", () => {
    expect(winner({ selections: [selection("00-plain")] })).toBe("00-plain");
    expect(winner({ selections: [selection(null)] })).toBeNull();
  });

  test("is that of the rule where none is recorded", () => {
    expect(winner({})).toBe("01-rule");
    expect(winner({ selections: [{ ...selection("00-plain"), agent: "other" }] })).toBe("01-rule");
  });

  test("is nobody before the tier is settled, or below its quorum", () => {
    const unsettled: SetUp = { name: "T0/02-slow", runs: { a: ["P1", "C1"] } };
    const thin: SetUp = { name: "T0/02-thin", runs: { a: ["M", "M"], b: ["M", "M"], c: ["M", "M"] } };
    expect(winner({ setUps: [...TWO, unsettled] })).toBeNull();
    expect(winner({ setUps: [...TWO, thin] })).toBeNull();
    expect(winner({ setUps: [...TWO, thin], quorum: 0.5 })).toBe("01-rule");
  });
});

const codes = fc.constantFrom("P1", "P7", "F3", "F", "U2", "M", "I5", "C4", "B", "H9", ".", "-");
const setUps = fc.uniqueArray(fc.constantFrom("T0/a", "T0/b", "T1/a", "T5/z"), { minLength: 1 }).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc.record({
        name: fc.constant(name),
        agent: fc.constantFrom("toy", "claude"),
        runs: fc.record({ x: fc.array(codes, { minLength: 3, maxLength: 3 }), y: fc.array(codes, { maxLength: 3 }) }),
      }),
    ),
  ),
);
const specs = setUps.map((all): ViewSpec => ({ setUps: all, repeats: 3 }));

test("any view folds to results/1, in which every count adds up", () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const folded = resultsSchema.parse(results(view(spec)));
      const { planned, valid, missing } = folded.counts;
      expect(planned).toBe(valid + missing);
      expect(folded.runs.length).toBe(planned);
      for (const rows of [folded.subtests, folded.tiers]) {
        expect(rows.reduce((sum, row) => sum + row.runs, 0)).toBe(planned);
        expect(rows.reduce((sum, row) => sum + row.valid, 0)).toBe(valid);
      }
    }),
  );
});

test("ids, their order, attempts, positions and times leave no trace in the bytes", () => {
  const shuffled = specs.chain((spec) => {
    const given = view(spec);
    const order = given.runs.map((_, i) => i);
    const cellOrder = given.plan.cells.map((_, i) => i);
    return fc.record({
      given: fc.constant(given),
      order: fc.shuffledSubarray(order, { minLength: order.length }),
      cellOrder: fc.shuffledSubarray(cellOrder, { minLength: cellOrder.length }),
      attempt: fc.integer({ min: 1, max: 9 }),
    });
  });
  fc.assert(
    fc.property(shuffled, ({ given, order, cellOrder, attempt }) => {
      const runs = order.flatMap((at, id) => {
        const run = given.runs[at];
        return run ? [{ ...run, id: 1000 + id, attempt, fence: 7 }] : [];
      });
      const rows = order.flatMap((at, id) => {
        const row = given.results.get(given.runs[at]?.id ?? -1);
        return row ? [{ ...row, run: 1000 + id, attempt, position: 99 - id, startedAtMs: 5, token: "other" }] : [];
      });
      const other: ExperimentView = {
        ...given,
        runs,
        results: new Map(rows.map((row) => [row.run, row])),
        plan: { ...given.plan, cells: cellOrder.flatMap((at) => given.plan.cells[at] ?? []) },
      };
      expect(renderJson(results(other))).toBe(renderJson(results(given)));
    }),
  );
});

test("the figures are those that a selection is made of", () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const given = view(spec);
      for (const row of results(given).subtests) {
        const contender = contendersOf(given, row.tier, row.agent).find((one) => one.subtest === row.subtest);
        const { runs, valid, passRate, meanScore, meanCostUsd } = row;
        expect({ runs, valid, passRate, meanScore }).toEqual({
          runs: contender?.runs,
          valid: contender?.valid,
          passRate: contender?.passRate,
          meanScore: contender?.meanScore,
        });
        expect(meanCostUsd).toBe(contender?.meanCost == null ? null : contender.meanCost / 1e9);
      }
    }),
  );
});

test("a view is not changed", () => {
  const given = view({ setUps: TWO, repeats: 2 });
  const before = structuredClone(given);
  results(given);
  expect(given).toEqual(before);
});
