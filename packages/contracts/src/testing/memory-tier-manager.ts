import { compareKeys } from "../digest.ts";
import { ScyllaError } from "../errors.ts";
import { compareCells } from "../keys.ts";
import type { LoadedSubtest } from "../loaded.ts";
import { type Conditions, cellDigest, type PlannedAgent, type PlannedCell, type PlannedTask } from "../plan.ts";
import { PORTS } from "../port.ts";
import type { TierManager } from "../ports/tier-manager.ts";
import type { Contender, Selection } from "../selection.ts";
import { type ResourceSpec, type Treatment, treatmentDigest } from "../treatment.ts";

/** A tier manager that knows of instructions only: what set-ups say is delivered as `INSTRUCTIONS.md`, and what is inherited stands before it. */
export function memoryTierManager(): TierManager {
  return {
    port: PORTS.tierManager,
    plan: ({ experiment, tiers, maxSubtests, available, sandbox, versions }) => {
      const chosen = tiers.flatMap((tier) =>
        experiment.ladder.subtests.filter((one) => one.tier === tier).slice(0, maxSubtests ?? undefined),
      );
      if (chosen.length === 0) throw new ScyllaError("PLAN_EMPTY", "no set-up is left to run");
      for (const subtest of chosen) refuseUnavailable(subtest, new Set([...tiers, ...available]));
      const treatments = new Map<string, Treatment>();
      refuseTwins(chosen);
      const combinations = experiment.tasks.flatMap((task) =>
        experiment.agents.flatMap((agent) => chosen.map((subtest) => ({ task, agent, subtest }))),
      );
      const conditions = (task: PlannedTask, agent: PlannedAgent): Conditions => ({
        limits: task.limits,
        agentVersion: versions.get(agent.id) ?? null,
        sandbox,
        network: task.network,
      });
      const keyOf = ({ task, agent, subtest }: (typeof combinations)[number]) => ({
        task: task.id,
        tier: subtest.tier,
        subtest: subtest.id,
        agent: agent.id,
      });
      const cells = combinations.flatMap((one): PlannedCell[] => {
        if (one.subtest.inherits) return [];
        const treatment = treatmentOf(one.agent, one.subtest.resources);
        treatments.set(treatmentDigest(treatment), treatment);
        return [cellOf(keyOf(one), one.task, treatment, conditions(one.task, one.agent))];
      });
      const recipes = combinations.flatMap((one) => {
        const { inherits, resources: own } = one.subtest;
        if (!inherits) return [];
        const { tiers: from, onMissing } = inherits;
        return [{ key: keyOf(one), inherits: from, onMissing, own, conditions: conditions(one.task, one.agent) }];
      });
      return {
        tiers: experiment.ladder.tiers.filter((tier) => tiers.includes(tier.id)),
        subtests: chosen.map(({ tier, id, title }) => ({ tier, id, title })),
        cells: cells.toSorted((a, b) => compareCells(a.key, b.key)),
        recipes: recipes.toSorted((a, b) => compareCells(a.key, b.key)),
        treatments,
      };
    },
    inherit: ({ recipe, winners, task, agent }) => {
      const lines = [...winners, recipe.own].map(textOf).filter((text) => text !== "");
      const treatment = treatmentOf(agent, { instructions: { kind: "text", text: lines.join("\n") } });
      return { cell: cellOf(recipe.key, task, treatment, recipe.conditions), treatment };
    },
    select: ({ tier, agent, quorum, contenders, treatments }) => {
      const ranked = contenders.toSorted((a, b) => STEPS.map((step) => step.compare(a, b)).find(Boolean) ?? 0);
      const sum = (count: (one: Contender) => number): number => ranked.reduce((total, one) => total + count(one), 0);
      const enough = sum((one) => one.valid) / sum((one) => one.runs) >= quorum;
      const best = enough ? ranked[0] : undefined;
      const text = best && treatments[best.subtest]?.resources.instructions;
      return {
        schema: "selection/1",
        tier,
        agent,
        winner: best && text ? { subtest: best.subtest, resources: { instructions: text } } : null,
        rule: best ? decidingRule(best, ranked[1]) : "below-quorum",
        contenders: ranked,
        basis: Object.fromEntries(Object.entries(treatments).map(([id, one]) => [id, treatmentDigest(one)])),
      };
    },
    deliver: ({ resources }) => {
      const text = textOf(resources);
      const files = text === "" ? [] : [{ path: "INSTRUCTIONS.md", executable: false, content: { text } }];
      return { files, scrub: [] };
    },
  };
}

function refuseUnavailable({ tier, id, inherits }: LoadedSubtest, there: ReadonlySet<string>): void {
  const missing = inherits?.tiers.find((from) => !there.has(from));
  if (missing === undefined) return;
  throw new ScyllaError("INHERITANCE_UNAVAILABLE", `${tier}/${id} inherits from ${missing}, which is not run`);
}

function refuseTwins(subtests: readonly LoadedSubtest[]): void {
  const given = ({ tier, inherits, resources }: LoadedSubtest): string =>
    JSON.stringify([tier, inherits?.tiers ?? null, resources.instructions ?? null, resources.model ?? null]);
  const twins = [...Map.groupBy(subtests, given).values()].find((same) => same.length > 1);
  if (!twins) return;
  const names = twins.map(({ tier, id }) => `${tier}/${id}`);
  throw new ScyllaError("DUPLICATE_TREATMENT", `${names.join(" and ")} give an agent the same`);
}

function cellOf(key: PlannedCell["key"], task: PlannedTask, treatment: Treatment, conditions: Conditions): PlannedCell {
  const digest = treatmentDigest(treatment);
  return {
    key,
    digest: cellDigest({ key, task: task.digest, treatment: digest, conditions }),
    treatment: digest,
    conditions,
  };
}

function treatmentOf(agent: PlannedAgent, { instructions, model }: ResourceSpec): Treatment {
  return {
    schema: "treatment/1",
    agent: { kind: agent.kind, model: model ?? agent.model, program: agent.program, env: agent.env },
    resources: {
      instructions: instructions ?? { kind: "none" },
      skills: [],
      subagents: [],
      mcp: [],
      tools: { kind: "default" },
      systemPrompt: { kind: "default" },
      thinking: null,
    },
  };
}

function textOf({ instructions }: Pick<ResourceSpec, "instructions">): string {
  return instructions?.kind === "text" ? instructions.text : "";
}

/** What is unknown comes last at each step. */
const STEPS: readonly { readonly rule: Selection["rule"]; readonly compare: (a: Contender, b: Contender) => number }[] =
  [
    { rule: "pass-rate", compare: (a, b) => (b.passRate ?? -1) - (a.passRate ?? -1) },
    { rule: "mean-score", compare: (a, b) => (b.meanScore ?? -1) - (a.meanScore ?? -1) },
    { rule: "mean-cost", compare: (a, b) => (a.meanCost ?? Number.MAX_VALUE) - (b.meanCost ?? Number.MAX_VALUE) },
    { rule: "subtest-id", compare: (a, b) => compareKeys(a.subtest, b.subtest) },
  ];

function decidingRule(best: Contender, next: Contender | undefined): Selection["rule"] {
  return next ? (STEPS.find(({ compare }) => compare(best, next) !== 0)?.rule ?? "subtest-id") : "single";
}
