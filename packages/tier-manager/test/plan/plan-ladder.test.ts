import { cellLabel, type LoadedExperiment, type TierManager, treatmentDigest } from "@scylla/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tierManager } from "../../src/index.ts";
import { commandSpecArbitrary, deepFreeze } from "../fixtures/arbitraries.ts";
import { agent, experiment, planParams, SMALL_LADDER, subtest, task, text } from "../fixtures/ladders.ts";

const { plan } = tierManager();
type PlanParams = Parameters<TierManager["plan"]>[0];

const plain = (params: PlanParams) => {
  const planned = plan(params);
  return { ...planned, treatments: [...planned.treatments] };
};

test("every task meets every set-up with every agent; inheriting ones are recipes", () => {
  const two = experiment(SMALL_LADDER, {
    tasks: [task("b"), task("a")],
    agents: [agent("y"), agent("x", { env: ["E"] })],
  });
  const { cells, recipes } = plan(planParams(two));
  expect(cells).toHaveLength(2 * 5 * 2);
  expect(cells.slice(0, 3).map(({ key }) => cellLabel(key))).toEqual([
    "a/T0/00-nothing/x",
    "a/T0/00-nothing/y",
    "a/T0/01-rule/x",
  ]);
  expect(recipes).toHaveLength(2 * 2 * 2);
  expect(recipes[0]).toMatchObject({
    key: { task: "a", tier: "T5", subtest: "00-best", agent: "x" },
    inherits: ["T0", "T1"],
    onMissing: "fail",
    own: { instructions: { kind: "text", text: "Think.\n" } },
  });
});

test("every treatment that a cell names is given, under its digest", () => {
  const { cells, treatments } = plan(planParams(experiment(SMALL_LADDER)));
  for (const { treatment } of cells) expect(treatments.has(treatment)).toBe(true);
  for (const [digest, treatment] of treatments) expect(treatmentDigest(treatment)).toBe(digest);
});

test("conditions are the task's limits and network, the agent's version and the sandbox; each makes another cell", () => {
  const base = experiment([subtest("T0/a")]);
  const digestOf = (of: LoadedExperiment, rest: Partial<PlanParams> = {}) =>
    plan(planParams(of, rest)).cells[0]?.digest;
  const limits = { timeMs: 1, turns: null, usd: null };
  const digests = [
    digestOf(base),
    digestOf(base, { sandbox: "bwrap" }),
    digestOf(base, { versions: new Map([["toy", "1.2"]]) }),
    digestOf({ ...base, tasks: [task("slugify", { limits })] }),
    digestOf({ ...base, tasks: [task("slugify", { network: ["example.org"] })] }),
    digestOf({ ...base, tasks: [task("slugify", { digest: "other" })] }),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  const grading = { digest: "other", checks: [], protect: [], rubric: null };
  expect(digestOf({ ...base, tasks: [task("slugify", { grading, title: "New" })] })).toBe(digests[0]);
});

describe("no accident of the command line", () => {
  test("a tier alone gives the cells that it gives among others", () => {
    const of = experiment(SMALL_LADDER);
    const all = plan(planParams(of)).cells;
    for (const tier of ["T0", "T1"]) {
      expect(plan(planParams(of, { tiers: [tier] })).cells).toEqual(all.filter(({ key }) => key.tier === tier));
    }
  });

  test("an inheriting tier alone is refused, and planned when what it inherits is recorded", () => {
    const of = experiment(SMALL_LADDER);
    expect(() => plan(planParams(of, { tiers: ["T5"], available: new Set(["T0"]) }))).toThrow(
      expect.objectContaining({
        code: "INHERITANCE_UNAVAILABLE",
        message: "T5/00-best inherits from T1, which would not be run",
        at: { file: "/exp/ladder/T5/00-best.yaml", line: 1, col: 1 },
      }),
    );
    const alone = plan(planParams(of, { tiers: ["T5"], available: new Set(["T0", "T1"]) }));
    expect(alone.recipes).toEqual(plan(planParams(of)).recipes.filter(({ key }) => key.tier === "T5"));
  });

  test("nothing depends on the order of tasks, agents, set-ups and tiers, and nothing given is changed", () => {
    const specs = fc.array(commandSpecArbitrary, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(specs, fc.func(fc.integer()), (resources, key) => {
        const by = <T>(items: readonly T[]): T[] => [...items].sort((a, b) => key(a) - key(b));
        // A text of its own keeps each set-up apart from the others.
        const subtests = resources.map((one, i) => subtest(`T${i % 2}/s${i}`, { ...one, ...text(`Set-up ${i}.`) }));
        const tasks = [task("a"), task("b")];
        const agents = [agent("x"), agent("y", { env: ["E"] })];
        const params = planParams(experiment(subtests, { tasks, agents }));
        const tiers = by(params.tiers);
        const shuffled = {
          ...params,
          tiers,
          experiment: experiment(by(subtests), { tasks: by(tasks), agents: by(agents) }),
        };
        expect(plain(deepFreeze(shuffled))).toEqual(plain(params));
      }),
    );
  });
});

test("nothing to run is an error", () => {
  for (const nothing of [
    experiment([]),
    experiment(SMALL_LADDER, { tasks: [] }),
    experiment(SMALL_LADDER, { agents: [] }),
  ]) {
    expect(() => plan(planParams(nothing))).toThrow(expect.objectContaining({ code: "PLAN_EMPTY" }));
  }
  expect(() => plan(planParams(experiment(SMALL_LADDER), { maxSubtests: 0 }))).toThrow(
    expect.objectContaining({ code: "PLAN_EMPTY" }),
  );
});

test("a set-up that holds one name twice with two contents is shown where it stands", () => {
  const subagents = [
    { name: "x", text: "1" },
    { name: "x", text: "2" },
  ];
  expect(() => plan(planParams(experiment([subtest("T0/a", { subagents })])))).toThrow(
    expect.objectContaining({ code: "RESOURCE_CONFLICT", at: { file: "/exp/ladder/T0/a.yaml", line: 1, col: 1 } }),
  );
});
