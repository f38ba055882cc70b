import {
  type Clock,
  type ExperimentView,
  type FrozenPlan,
  gradingShape,
  isFinal,
  isRerunReason,
  nextStage,
  type PlannedCell,
  type ResumeItem,
  type ResumePlan,
  type ResumeTier,
  type RunRecord,
  refKey,
  runOrder,
  type Stage,
} from "@scylla/contracts";

const WHY: Readonly<Record<Stage, string>> = {
  workspace: "it was begun, and its agent was not started",
  agent: "its workspace is ready",
  capture: "its agent has ended, and its changes are not captured yet",
  check: "its changes are captured, and not checked yet",
  judge: "it is checked, and not judged yet",
  verdict: "its evidence is complete, and its verdict is not computed yet",
};

/** Says what a drive would do with what exists: a plain value, and nothing is changed by asking. */
export class RunnerResume {
  readonly #clock: Pick<Clock, "now">;

  constructor(ports: { readonly clock: Pick<Clock, "now"> }) {
    this.#clock = ports.clock;
  }

  /**
   * @param tiers tiers that the drive works on; null: all.
   * @param name what the request calls the experiment; null where it does not say.
   */
  reconcile(view: ExperimentView, tiers: ReadonlySet<string> | null, name: string | null): ResumePlan {
    const { plan } = view;
    const cells = new Map(plan.cells.map((cell) => [cell.digest, cell]));
    const byRef = new Map(view.runs.map((run) => [refKey(run), run]));
    const tasks = new Map(plan.frozen.tasks.map((task) => [task.id, task]));
    const redo: ResumeItem[] = [];
    const regrade: ResumeItem[] = [];
    const parked: (ResumeItem & { untilMs: number })[] = [];
    const counts = tierCounts(plan.frozen);
    const losses = new Map(view.spend.map(({ run, attempt, reason }) => [`${run}/${attempt}`, reason]));
    let fresh = 0;
    for (const ref of runOrder(plan.cells, plan.frozen.repeats, plan.frozen.seed)) {
      const run = byRef.get(refKey(ref));
      const cell = cells.get(ref.cell);
      if (!run || !cell) continue;
      const task = tasks.get(cell.key.task);
      const item = (stage: Stage, why: string): ResumeItem => ({ run: run.id, key: cell.key, n: run.n, stage, why });
      if (isFinal(run.state)) {
        const changed = run.state === "graded" && view.results.get(run.id)?.gradingSpec !== task?.grading.digest;
        if (changed && inTiers(cell, tiers)) {
          counts.plan(cell.key.tier, 1);
          regrade.push(
            item(task && gradingShape(task).checks ? "check" : "verdict", "its task's checks changed since"),
          );
        } else counts.keep(cell.key.tier);
        continue;
      }
      if (!inTiers(cell, tiers)) continue;
      const stage = nextStage(run.state, gradingShape(task));
      if (!stage) continue;
      counts.plan(cell.key.tier, 1);
      if (run.hold?.kind === "parked" && run.hold.untilMs > this.#clock.now()) {
        parked.push({ ...item(stage, `${run.hold.key} asked to wait`), untilMs: run.hold.untilMs });
      } else if (run.fence === 0) fresh++;
      else redo.push(item(run.state === "buying" ? "workspace" : stage, why(run, stage, losses)));
    }
    const waiting = plan.waiting.filter((recipe) => inTiers(recipe, tiers));
    for (const { key } of waiting) counts.plan(key.tier, plan.frozen.repeats);
    return {
      keep: counts.kept(),
      redo,
      regrade,
      new: fresh,
      waiting: waiting.length * plan.frozen.repeats,
      parked,
      tiers: counts.tiers(),
      refused: refusals(view, name),
    };
  }
}

function inTiers(cell: Pick<PlannedCell, "key">, tiers: ReadonlySet<string> | null): boolean {
  return tiers === null || tiers.has(cell.key.tier);
}

interface TierCounts {
  /** A run is final and stays so. */
  keep(tier: string): void;
  /** Runs are to be worked on. */
  plan(tier: string, runs: number): void;
  kept(): number;
  tiers(): readonly ResumeTier[];
}

function tierCounts(plan: FrozenPlan): TierCounts {
  const counts = new Map(plan.tiers.map(({ id }) => [id, { planned: 0, kept: 0 }]));
  const add = (tier: string, planned: number, kept: number): void => {
    const before = counts.get(tier) ?? { planned: 0, kept: 0 };
    counts.set(tier, { planned: before.planned + planned, kept: before.kept + kept });
  };
  return {
    keep: (tier) => add(tier, 1, 1),
    plan: (tier, runs) => add(tier, runs, 0),
    kept: () => [...counts.values()].reduce((sum, { kept }) => sum + kept, 0),
    tiers: () => [...counts].flatMap(([tier, one]) => (one.planned > 0 ? [{ tier, ...one }] : [])),
  };
}

function why(run: RunRecord, stage: Stage, losses: ReadonlyMap<string, string>): string {
  if (run.state === "buying") return "it was interrupted while its agent ran";
  if (run.hold?.kind === "failed") return `${run.hold.stage} failed: ${run.hold.message}`;
  if (run.hold?.kind === "parked") return `its wait for ${run.hold.key} is over`;
  if (run.attempt === 1 || stage !== "workspace") return WHY[stage];
  const lost = losses.get(`${run.id}/${run.attempt - 1}`) ?? "";
  return isRerunReason(lost) ? lost : "an earlier attempt brought no result";
}

function refusals(view: ExperimentView, name: string | null): ResumePlan["refused"] {
  if (name === null || name === view.experiment.name) return [];
  return [
    {
      what: `run "${name}" in the directory of "${view.experiment.name}"`,
      why: "one directory holds one experiment",
      hint: "Choose another directory with --out, or move the old one aside with --fresh.",
    },
  ];
}
