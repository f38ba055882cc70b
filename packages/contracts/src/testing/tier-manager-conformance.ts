import assert from "node:assert/strict";
import { compareCells } from "../keys.ts";
import { cellDigest, type PlannedAgent, type Recipe } from "../plan.ts";
import { PORTS } from "../port.ts";
import type { TierManager } from "../ports/tier-manager.ts";
import type { Contender, Selection } from "../selection.ts";
import { type ResourceSpec, type Treatment, treatmentDigest } from "../treatment.ts";
import { type ConformanceCase, conformanceCases, type Disposable } from "./conformance-case.ts";
import { expectError } from "./expect-error.ts";
import { sampleExperiment, sampleSubtest, toldInstructions as told } from "./sample-experiment.ts";

export interface OpenTierManager extends Disposable {
  readonly manager: TierManager;
  /** One that it can give instructions to. */
  readonly agent: PlannedAgent;
}

type PlanParams = Parameters<TierManager["plan"]>[0];

const LADDER = [
  sampleSubtest("T0/00-plain"),
  sampleSubtest("T0/01-rule", told("Test first.")),
  sampleSubtest("T0/02-long", told("Think long.")),
  sampleSubtest("T1/00-careful", told("Be careful.")),
  sampleSubtest("T5/00-best", told("Go on."), ["T0", "T1"]),
];

function asked(agent: PlannedAgent, rest: Partial<PlanParams> = {}): PlanParams {
  return {
    experiment: sampleExperiment(LADDER, ["slugs", "parse"], [agent, { ...agent, id: `${agent.id}-2` }]),
    tiers: ["T0", "T1", "T5"],
    maxSubtests: null,
    available: new Set(),
    sandbox: "walls",
    versions: new Map([[agent.id, "1.2.3"]]),
    ...rest,
  };
}

/** The treatment of a set-up that says this by itself. */
function alone({ manager, agent }: OpenTierManager, resources: ResourceSpec): Treatment {
  const experiment = sampleExperiment([sampleSubtest("T0/only", resources)], ["slugs"], [agent]);
  const [treatment] = manager.plan(asked(agent, { experiment, tiers: ["T0"] })).treatments.values();
  return treatment ?? assert.fail("a cell's treatment is not among the plan's");
}

/** The recipe of T5 for the first task, and what it becomes with these winners. */
function inheriting({ manager, agent }: OpenTierManager, own: ResourceSpec) {
  const params = asked(agent);
  const [task] = params.experiment.tasks;
  const made = manager.plan(params).recipes.find(({ key }) => key.task === task?.id && key.agent === agent.id);
  assert.ok(task && made, "an inheriting set-up has a recipe for each task and agent");
  const recipe: Recipe = { ...made, own };
  return {
    task,
    recipe,
    with: (...winners: readonly ResourceSpec[]) => manager.inherit({ recipe, winners, task, agent }),
  };
}

const contender = (subtest: string, rest: Partial<Contender> = {}): Contender => ({
  subtest,
  runs: 10,
  valid: 10,
  passRate: 0.5,
  meanScore: 0.5,
  meanCost: 100,
  ...rest,
});

/** What every tier manager must do. */
export function tierManagerConformance(setup: { open(): Promise<OpenTierManager> }): readonly ConformanceCase[] {
  function select(subject: OpenTierManager, contenders: readonly Contender[], quorum = 0.8) {
    const treatments = Object.fromEntries(
      contenders.map(({ subtest }) => [subtest, alone(subject, told(`Be ${subtest}.`))]),
    );
    return subject.manager.select({ tier: "T0", agent: subject.agent.id, quorum, contenders, treatments });
  }

  return conformanceCases(() => setup.open(), {
    "it says which version of the port it speaks": async ({ manager }) => {
      assert.equal(manager.port, PORTS.tierManager);
    },

    "there is a cell, or a recipe where a set-up inherits, for each task, set-up and agent, in key order": async ({
      manager,
      agent,
    }) => {
      const { cells, recipes, tiers, subtests } = manager.plan(asked(agent));
      assert.equal(cells.length, 2 * 4 * 2);
      assert.equal(recipes.length, 2 * 1 * 2);
      for (const some of [cells, recipes])
        assert.deepEqual(
          some.map(({ key }) => key),
          some.map(({ key }) => key).toSorted(compareCells),
        );
      assert.deepEqual(
        tiers.map(({ id }) => id),
        ["T0", "T1", "T5"],
      );
      assert.deepEqual(
        subtests,
        LADDER.map(({ tier, id, title }) => ({ tier, id, title })),
      );
    },

    "a cell is known by its key, its task, its treatment and its conditions, and every treatment is there": async ({
      manager,
      agent,
    }) => {
      const params = asked(agent);
      const { cells, treatments } = manager.plan(params);
      const tasks = new Map(params.experiment.tasks.map((task) => [task.id, task]));
      for (const { key, digest, treatment, conditions } of cells) {
        const task = tasks.get(key.task);
        assert.equal(digest, cellDigest({ key, task: task?.digest ?? "", treatment, conditions }));
        assert.equal(treatmentDigest(treatments.get(treatment) ?? assert.fail("a treatment is missing")), treatment);
        assert.deepEqual(conditions, {
          limits: task?.limits,
          agentVersion: key.agent === agent.id ? "1.2.3" : null,
          sandbox: "walls",
          network: task?.network,
        });
      }
      assert.equal(treatments.size, new Set(cells.map(({ treatment }) => treatment)).size);
    },

    "what a cell is does not depend on what else is asked for, or on the order of tasks and agents": async ({
      manager,
      agent,
    }) => {
      const params = asked(agent);
      const { experiment } = params;
      const whole = manager.plan(params);
      const turned = { ...experiment, tasks: experiment.tasks.toReversed(), agents: experiment.agents.toReversed() };
      const other = manager.plan(asked(agent, { experiment: turned }));
      assert.deepEqual({ cells: other.cells, recipes: other.recipes }, { cells: whole.cells, recipes: whole.recipes });
      const fewer = manager.plan(asked(agent, { tiers: ["T1"] }));
      assert.deepEqual(
        fewer.cells,
        whole.cells.filter(({ key }) => key.tier === "T1"),
      );
    },

    "of each tier, no more set-ups than are asked for, the first ones": async ({ manager, agent }) => {
      const { subtests, cells } = manager.plan(asked(agent, { maxSubtests: 2 }));
      assert.deepEqual(
        subtests.map(({ tier, id }) => `${tier}/${id}`),
        ["T0/00-plain", "T0/01-rule", "T1/00-careful", "T5/00-best"],
      );
      assert.equal(cells.length, 2 * 3 * 2);
    },

    "nothing to run is PLAN_EMPTY": async ({ manager, agent }) => {
      await expectError((async () => manager.plan(asked(agent, { tiers: [] })))(), "PLAN_EMPTY");
    },

    "what is neither run nor recorded can't be inherited from": async ({ manager, agent }) => {
      const some = asked(agent, { tiers: ["T1", "T5"] });
      await expectError((async () => manager.plan(some))(), "INHERITANCE_UNAVAILABLE");
      const { recipes } = manager.plan({ ...some, available: new Set(["T0"]) });
      assert.deepEqual(recipes[0]?.inherits, ["T0", "T1"]);
    },

    "two set-ups of a tier that give the same are DUPLICATE_TREATMENT": async ({ manager, agent }) => {
      const twins = ["T0/a", "T0/b"].map((name) => sampleSubtest(name, told("Test first.")));
      const experiment = sampleExperiment(twins, ["slugs"], [agent]);
      await expectError(
        (async () => manager.plan(asked(agent, { experiment, tiers: ["T0"] })))(),
        "DUPLICATE_TREATMENT",
      );
    },

    "an inherited cell has its recipe's key and conditions, and the same winners give the same cell": async (
      subject,
    ) => {
      const { recipe, task, with: inherit } = inheriting(subject, told("Go on."));
      const winners = [told("Test first."), told("Be careful.")];
      const { cell, treatment } = inherit(...winners);
      const { key, conditions } = recipe;
      const digest = treatmentDigest(treatment);
      assert.deepEqual(cell, {
        key,
        digest: cellDigest({ key, task: task.digest, treatment: digest, conditions }),
        treatment: digest,
        conditions,
      });
      assert.deepEqual(inherit(...structuredClone(winners)).cell, cell);
      assert.notEqual(inherit(told("Test last."), told("Be careful.")).cell.digest, cell.digest);
    },

    "winners come in their order, and what a set-up says itself comes after them": async (subject) => {
      const { with: inherit } = inheriting(subject, told("Third."));
      const text = instructionsOf(inherit(told("First."), told("Second.")).treatment);
      const places = ["First.", "Second.", "Third."].map((one) => text.indexOf(one));
      assert.ok(
        places.every((place, i) => place > (places[i - 1] ?? -1)),
        text,
      );
    },

    "a set-up that adds nothing gives what the recorded winner gave": async (subject) => {
      const { winner } = select(subject, [contender("a"), contender("b", { passRate: 1 })]);
      const { treatment } = inheriting(subject, {}).with(winner?.resources ?? assert.fail("nobody won"));
      assert.deepEqual(treatment, alone(subject, told("Be b.")));
    },

    "the winner is chosen by pass rate, then score, then lower cost, then id, and the rule says which decided": async (
      subject,
    ) => {
      const steps: readonly [Selection["rule"], Partial<Contender>, Partial<Contender>][] = [
        ["pass-rate", { passRate: 0.4, meanScore: 1, meanCost: 1 }, {}],
        ["mean-score", { meanScore: 0.4, meanCost: 1 }, {}],
        ["mean-cost", { meanCost: 101 }, {}],
        ["pass-rate", { passRate: null }, { passRate: 0 }],
        ["mean-score", { meanScore: null }, { meanScore: 0 }],
        ["mean-cost", { meanCost: null }, {}],
      ];
      for (const [rule, worse, better] of steps) {
        const selection = select(subject, [contender("a", worse), contender("b", better)]);
        assert.deepEqual([selection.winner?.subtest, selection.rule], ["b", rule], JSON.stringify([worse, better]));
      }
      assert.partialDeepStrictEqual(select(subject, [contender("b"), contender("a")]), {
        winner: { subtest: "a" },
        rule: "subtest-id",
      });
      assert.partialDeepStrictEqual(select(subject, [contender("a")]), { winner: { subtest: "a" }, rule: "single" });
    },

    "a selection ranks all contenders, best first, whatever their order, and names the treatments it rests on": async (
      subject,
    ) => {
      const contenders = [contender("a"), contender("b", { passRate: 1 }), contender("c", { passRate: null })];
      const selection = select(subject, contenders);
      assert.partialDeepStrictEqual(selection, { schema: "selection/1", tier: "T0", agent: subject.agent.id });
      assert.deepEqual(
        selection.contenders,
        [1, 0, 2].map((at) => contenders[at]),
      );
      assert.deepEqual(select(subject, contenders.toReversed()), selection);
      assert.deepEqual(
        selection.basis,
        Object.fromEntries(["a", "b", "c"].map((id) => [id, treatmentDigest(alone(subject, told(`Be ${id}.`)))])),
      );
    },

    "nobody wins below the quorum, and a quorum that is just met is met": async (subject) => {
      const most = [contender("a", { valid: 5 }), contender("b", { valid: 6 })];
      // 0.55 x 20 is a little more than 11 in floating point.
      assert.equal(select(subject, most, 0.55).winner?.subtest, "a");
      assert.partialDeepStrictEqual(select(subject, most, 0.56), { winner: null, rule: "below-quorum" });
    },

    "what is delivered can be read off a stored treatment, and stays inside of the workspace": async (subject) => {
      const { manager } = subject;
      const treatment = alone(subject, told("Test first."));
      const delivery = manager.deliver(treatment);
      assert.deepEqual(manager.deliver(JSON.parse(JSON.stringify(treatment))), delivery);
      const paths = delivery.files.map(({ path }) => path);
      assert.equal(new Set(paths).size, paths.length, "two files have one path");
      for (const path of paths) assert.ok(!path.split("/").some((part) => ["", ".", ".."].includes(part)), path);
      const texts = delivery.files.map(({ content }) => ("text" in content ? content.text : ""));
      assert.ok(
        texts.some((text) => text.includes("Test first.")),
        "the instructions reach nobody",
      );
      assert.deepEqual(manager.deliver(alone(subject, {})).files, []);
    },
  });
}

function instructionsOf({ resources }: Treatment): string {
  return resources.instructions.kind === "text" ? resources.instructions.text : "";
}
