import assert from "node:assert/strict";
import { compareCells } from "../keys.ts";
import { PORTS } from "../port.ts";
import type { Projector } from "../ports/projector.ts";
import { type Results, resultsSchema } from "../results.ts";
import type { Selection } from "../selection.ts";
import type { ExperimentView } from "../view.ts";
import { type ConformanceCase, conformanceCases, type Disposable } from "./conformance-case.ts";
import { sampleRecipe } from "./sample-plans.ts";
import { gradedRun, openRun, sampleView } from "./sample-view.ts";

export interface OpenProjector extends Disposable {
  readonly projector: Projector;
}

const [PASS, FAIL, UNDECIDED] = [gradedRun(true), gradedRun(false), gradedRun(null)];

/** Two set-ups, two tasks, and every way in which a run can stand. */
function unfinished(): ExperimentView {
  return sampleView({
    cells: {
      "slugs/T0/01-rule/toy": [PASS, openRun("missing")],
      "slugs/T0/00-plain/toy": [FAIL, PASS],
      "parse/T0/00-plain/toy": [PASS, openRun("captured")],
      "parse/T0/01-rule/toy": [UNDECIDED, openRun("planned")],
    },
    waiting: [sampleRecipe("parse/T5/00-best/toy", ["T0"])],
    unresolved: [sampleRecipe("slugs/T5/00-best/toy", ["T0"]), sampleRecipe("slugs/T6/00-all/toy", ["T5"], "skip")],
  });
}

/** Everything but what may be chosen: `T0` has this winner. */
function selectionOf(subtest: string): Selection {
  return {
    schema: "selection/1",
    tier: "T0",
    agent: "toy",
    winner: { subtest, resources: {} },
    rule: "pass-rate",
    contenders: [],
    basis: {},
  };
}

const statusOf = ({ status, counts }: Results) => [status, counts.planned, counts.valid, counts.missing];

/** What every projector must do. */
export function projectorConformance(setup: { open(): Promise<OpenProjector> }): readonly ConformanceCase[] {
  const project = ({ projector }: OpenProjector, view: ExperimentView): Results =>
    resultsSchema.parse(projector.results(view));

  return conformanceCases(() => setup.open(), {
    "it says which version of the port it speaks": async ({ projector }) => {
      assert.equal(projector.port, PORTS.projector);
    },

    "there is one row a planned run, in key order, recipes included, but for those that may be left out": async (
      subject,
    ) => {
      const { runs } = project(subject, unfinished());
      assert.deepEqual(
        runs.map(({ key }) => key),
        [
          ...["parse/T0/00-plain/toy", "parse/T0/01-rule/toy", "parse/T5/00-best/toy"],
          ...["slugs/T0/00-plain/toy", "slugs/T0/01-rule/toy", "slugs/T5/00-best/toy"],
        ].flatMap((label) => [`${label}/01`, `${label}/02`]),
      );
      assert.deepEqual(
        runs.filter(({ cell }) => cell === null).map(({ tier }) => tier),
        ["T5", "T5", "T5", "T5"],
      );
    },

    "runs that the plan does not ask for any more are not counted": async (subject) => {
      const given = sampleView({
        cells: { "slugs/T0/00-plain/toy": [PASS, FAIL, PASS], "slugs/T0/old/toy": [PASS, PASS] },
      });
      const cells = given.plan.cells.filter(({ key }) => key.subtest !== "old");
      assert.deepEqual(statusOf(project(subject, { ...given, plan: { ...given.plan, cells } })), ["complete", 2, 2, 0]);
    },

    "planned is valid and missing, and the status says whether anything is left to do": async (subject) => {
      const label = "slugs/T0/00-plain/toy";
      assert.deepEqual(statusOf(project(subject, unfinished())), ["partial", 12, 5, 7]);
      assert.deepEqual(statusOf(project(subject, sampleView({ cells: { [label]: [PASS, FAIL] } }))), [
        "complete",
        2,
        2,
        0,
      ]);
      const lost = sampleView({ cells: { [label]: [PASS, openRun("missing")] } });
      assert.deepEqual(statusOf(project(subject, lost)), ["incomplete", 2, 1, 1]);
      const waiting = [sampleRecipe("slugs/T5/00-best/toy", ["T0"])];
      const inherits = sampleView({ cells: { [label]: [PASS, FAIL] }, waiting });
      assert.deepEqual(statusOf(project(subject, inherits)), ["partial", 4, 2, 2]);
      const unresolved = sampleView({ cells: { [label]: [PASS, FAIL] }, unresolved: waiting });
      assert.deepEqual(statusOf(project(subject, unresolved)), ["incomplete", 4, 2, 2]);
    },

    "what is not valid has no verdict, whatever an earlier grading has said": async (subject) => {
      const { runs } = project(subject, unfinished());
      for (const key of ["slugs/T0/01-rule/toy/02", "parse/T0/00-plain/toy/02", "parse/T0/01-rule/toy/02"])
        assert.partialDeepStrictEqual(
          runs.find((run) => run.key === key),
          { passed: null, score: null, grade: null },
        );
    },

    "an unknown cost is unknown, and never 0": async (subject) => {
      const { runs, subtests } = project(
        subject,
        sampleView({ cells: { "slugs/T0/00-plain/toy": [gradedRun(true, null), PASS] } }),
      );
      assert.deepEqual(
        runs.map(({ costUsd }) => costUsd),
        [null, 1e-6],
      );
      assert.partialDeepStrictEqual(subtests[0], { passRate: 1, meanCostUsd: null, costOfPassUsd: null });
    },

    "figures are those of valid runs, across tasks; rates those of runs that were decided": async (subject) => {
      const cells = {
        "parse/T0/00-plain/toy": [gradedRun(true, 3000), openRun("missing")],
        "slugs/T0/00-plain/toy": [gradedRun(false, 1000), gradedRun(false, 2000)],
        "parse/T0/01-none/toy": [FAIL, UNDECIDED],
        "slugs/T0/01-none/toy": [openRun("planned"), openRun("buying")],
      };
      const { subtests, tiers } = project(subject, sampleView({ cells }));
      assert.partialDeepStrictEqual(subtests, [
        { subtest: "00-plain", runs: 4, valid: 3, meanScore: 0.5, meanCostUsd: 2e-6 },
        { subtest: "01-none", runs: 4, valid: 2, passRate: 0, meanScore: null, meanCostUsd: 1e-6, costOfPassUsd: null },
      ]);
      near(subtests[0]?.passRate, 1 / 3);
      near(subtests[0]?.costOfPassUsd, 6e-6);
      assert.partialDeepStrictEqual(tiers, [{ tier: "T0", runs: 8, valid: 5, passRate: 0.25 }]);
      for (const { passRate, passRateInterval } of [...subtests, ...tiers])
        if (passRateInterval && passRate !== null)
          assert.ok(
            passRateInterval.low <= passRate && passRate <= passRateInterval.high,
            "an interval holds its rate",
          );
    },

    "set-ups and tiers have one row an agent, in key order, with their titles, and their runs are all runs": async (
      subject,
    ) => {
      const view = sampleView({
        cells: {
          "slugs/T1/00-b/toy": [PASS, FAIL],
          "slugs/T0/01-a/toy": [PASS, FAIL],
          "slugs/T0/00-a/zed": [PASS, FAIL],
          "slugs/T0/00-a/toy": [PASS, FAIL],
        },
      });
      const { subtests, tiers, counts } = project(subject, view);
      assert.deepEqual(
        subtests.map(({ tier, subtest, agent, title }) => [tier, subtest, agent, title]),
        [
          ["T0", "00-a", "toy", "Set-up 00-a"],
          ["T0", "00-a", "zed", "Set-up 00-a"],
          ["T0", "01-a", "toy", "Set-up 01-a"],
          ["T1", "00-b", "toy", "Set-up 00-b"],
        ],
      );
      assert.deepEqual(
        tiers.map(({ tier, agent, title, runs }) => [tier, agent, title, runs]),
        [
          ["T0", "toy", "Tier T0", 4],
          ["T0", "zed", "Tier T0", 2],
          ["T1", "toy", "Tier T1", 2],
        ],
      );
      for (const rows of [subtests, tiers])
        assert.equal(
          rows.reduce((sum, { runs }) => sum + runs, 0),
          counts.planned,
        );
    },

    "a recorded winner stays the winner, and before a tier is settled there is none": async (subject) => {
      const cells = { "slugs/T0/00-plain/toy": [FAIL, FAIL], "slugs/T0/01-rule/toy": [PASS, PASS] };
      const recorded = { ...sampleView({ cells }), selections: [selectionOf("00-plain")] };
      assert.equal(project(subject, recorded).tiers[0]?.winner, "00-plain");
      const open = sampleView({ cells: { ...cells, "slugs/T0/02-slow/toy": [PASS, openRun("agent")] } });
      assert.equal(project(subject, open).tiers[0]?.winner, null);
    },

    "killed and resumed or not, the same facts give the same results": async (subject) => {
      const given = unfinished();
      const again = project(subject, resumed(given));
      assert.deepEqual(again, project(subject, given));
      assert.equal(JSON.stringify(again), JSON.stringify(project(subject, given)));
    },

    "a view is folded and not changed, and equal views give equal results": async (subject) => {
      const given = unfinished();
      const before = structuredClone(given);
      const results = project(subject, given);
      assert.deepEqual(given, before);
      assert.deepEqual(project(subject, before), results);
    },
  });
}

function near(value: number | null | undefined, wanted: number): void {
  assert.ok(value != null && Math.abs(value - wanted) < wanted * 1e-9, `${value} is not ${wanted}`);
}

/** The same experiment after kills: other ids, orders, attempts, positions and times, and money that bought nothing. */
function resumed({ runs, results, plan, ...rest }: ExperimentView): ExperimentView {
  const turned = runs.toReversed().map((run, i) => ({ run, id: 100 + i }));
  return {
    ...rest,
    plan: { ...plan, cells: plan.cells.toSorted((a, b) => compareCells(b.key, a.key)) },
    runs: turned.map(({ run, id }) => ({ ...run, id, attempt: 3, fence: 9 })),
    results: new Map(
      turned.flatMap(({ run, id }) => {
        const row = results.get(run.id);
        return row ? [[id, { ...row, run: id, attempt: 3, position: 500 - id, startedAtMs: 77, token: "later" }]] : [];
      }),
    ),
    spend: [{ run: 100, attempt: 1, reason: "interrupted", cost: 5_000_000, atMs: 1 }],
  };
}
