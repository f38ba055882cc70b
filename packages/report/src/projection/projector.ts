import {
  compareKeys,
  type ExperimentView,
  PORTS,
  type Projector,
  type Results,
  type SubtestResult,
  type TierResult,
} from "@scylla/contracts";
import { type ComparisonOptions, comparisonsOf } from "../comparison/comparisons.ts";
import { setUpKey } from "../comparison/task-pairs.ts";
import { groupKey, groupViews } from "./group-views.ts";
import { type PlannedRun, plannedRuns } from "./planned-runs.ts";
import { runResult } from "./run-results.ts";
import { summaryOf } from "./summary.ts";
import { type SelectWinner, winnerOf } from "./winner.ts";

export interface ProjectorOptions {
  /** `tierManager().select`, or another rule. Used where no winner is recorded. */
  readonly select: SelectWinner;
}

/**
 * Folds a view into `results/1`: pure, in key order, one pass over runs.
 * Ids of runs, their order, attempt numbers and positions leave no trace: the same facts give the same bytes.
 */
export function projector({ select }: ProjectorOptions): Projector {
  return {
    port: PORTS.projector,
    results: (view) => {
      const planned = plannedRuns(view);
      const valid = planned.filter((one) => one.valid).length;
      const status = statusOf(planned, valid);
      const runs = planned.map(runResult);
      const subtests = subtestResults(view, planned);
      return {
        schema: "results/1",
        experiment: view.experiment.name,
        status,
        counts: { planned: planned.length, valid, missing: planned.length - valid },
        runs,
        subtests,
        tiers: tierResults(view, planned, select),
        comparisons: comparisonsOf({ status, runs, subtests }, comparisonOptions(view)),
        ...notApplicable(view),
      };
    },
  };
}

/** Set-ups that inherit are made of winners that these very results chose. */
function comparisonOptions({ plan: { frozen } }: ExperimentView): ComparisonOptions {
  const selected = new Set(frozen.recipes.map(({ key }) => setUpKey(key)));
  return { declared: frozen.comparisons, isSelected: (setUp) => selected.has(setUpKey(setUp)) };
}

function statusOf(planned: readonly PlannedRun[], valid: number): Results["status"] {
  if (valid === planned.length) return "complete";
  return planned.every((one) => one.final) ? "incomplete" : "partial";
}

function subtestResults(view: ExperimentView, planned: readonly PlannedRun[]): SubtestResult[] {
  const titles = new Map(view.plan.frozen.subtests.map(({ tier, id, title }) => [`${tier}\n${id}`, title]));
  return grouped(planned, ({ tier, subtest, agent }) => [tier, subtest, agent]).map(({ key, runs }) => ({
    tier: key.tier,
    subtest: key.subtest,
    title: titles.get(`${key.tier}\n${key.subtest}`) ?? key.subtest,
    agent: key.agent,
    ...summaryOf(runs),
  }));
}

function tierResults(view: ExperimentView, planned: readonly PlannedRun[], select: SelectWinner): TierResult[] {
  const titles = new Map(view.plan.frozen.tiers.map(({ id, title }) => [id, title]));
  const groups = groupViews(view);
  return grouped(planned, ({ tier, agent }) => [tier, agent]).map(({ key, runs }) => {
    const group = groups.get(groupKey(key));
    return {
      tier: key.tier,
      title: titles.get(key.tier) ?? key.tier,
      winner: group ? winnerOf(group, select) : null,
      agent: key.agent,
      ...summaryOf(runs),
    };
  });
}

/** Once for each set-up and agent, whatever the number of tasks. */
function notApplicable({ plan: { frozen } }: ExperimentView): Pick<Results, "notApplicable"> {
  const all = frozen.notApplicable ?? [];
  if (all.length === 0) return {};
  const first = new Map(all.map((one) => [`${one.key.tier}\n${one.key.subtest}\n${one.key.agent}`, one]));
  const titleOf = (tier: string, id: string): string =>
    frozen.subtests.find((one) => one.tier === tier && one.id === id)?.title ?? id;
  return {
    notApplicable: [...first.values()]
      .map(({ key: { tier, subtest, agent }, lacks }) => ({
        ...{ tier, subtest, title: titleOf(tier, subtest), agent, lacks: [...lacks] },
      }))
      .sort((a, b) => compareParts([a.tier, a.subtest, a.agent], [b.tier, b.subtest, b.agent])),
  };
}

/** Runs by some parts of their key, in the order of these parts. */
function grouped(
  planned: readonly PlannedRun[],
  parts: (key: PlannedRun["key"]) => readonly string[],
): { readonly key: PlannedRun["key"]; readonly runs: readonly PlannedRun[] }[] {
  return [...Map.groupBy(planned, ({ key }) => parts(key).join("\n")).values()]
    .flatMap((runs) => (runs[0] ? [{ key: runs[0].key, runs }] : []))
    .sort((a, b) => compareParts(parts(a.key), parts(b.key)));
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  return a.map((part, i) => compareKeys(part, b[i] ?? "")).find((order) => order !== 0) ?? 0;
}
