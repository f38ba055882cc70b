import {
  type ArtifactStore,
  type CellKey,
  type Clock,
  canonicalJson,
  contendersOf,
  decidableInheritance,
  type ExperimentView,
  type Json,
  type PlanGeneration,
  type PlannedCell,
  planDigest,
  type Recipe,
  type RunnerObserver,
  type RunStore,
  readView,
  runOrder,
  ScyllaError,
  type Selection,
  selectionKey,
  type TierManager,
  type Treatment,
  tierProgress,
} from "@scylla/contracts";
import { combineObservers } from "./observers.ts";

export interface InheritancePorts {
  readonly store: RunStore;
  readonly artifacts: ArtifactStore;
  readonly tierManager: TierManager;
  readonly clock: Pick<Clock, "now">;
  readonly observer: RunnerObserver;
}

/** Turns recipes into cells once what they inherit from is settled: records the winners, then accepts a plan generation. */
export class Inheritance {
  readonly #ports: InheritancePorts;

  constructor(ports: InheritancePorts) {
    this.#ports = { ...ports, observer: combineObservers([ports.observer]) };
  }

  /**
   * Decides every recipe that can be decided, also those that become decidable by it (T6 after T5 after nothing is left of it).
   * Killed at any point and repeated, it ends in the same place: winners are recorded once, equal recipes give equal cells.
   * @returns the view afterwards; the same object when there was nothing to decide.
   */
  async advance(view: ExperimentView): Promise<ExperimentView> {
    let current = view;
    for (;;) {
      const selected = new Set(current.selections.map(selectionKey));
      const [next] = decidableInheritance(current.plan, current.runs, selected);
      if (!next) return current;
      await this.#decide(current, next.tier, next.agent);
      current = await this.read();
    }
  }

  async read(): Promise<ExperimentView> {
    const view = await readView(this.#ports.store);
    if (!view) throw new ScyllaError("INTERNAL", "a plan was accepted, but the store has none");
    return view;
  }

  async #decide(view: ExperimentView, tier: string, agent: string): Promise<void> {
    const recipes = view.plan.waiting.filter((recipe) => recipe.key.tier === tier && recipe.key.agent === agent);
    const selections = new Map<string, Selection>();
    for (const from of new Set(recipes.flatMap((recipe) => recipe.inherits))) {
      selections.set(from, await this.#selection(view, from, agent));
    }
    const cells: PlannedCell[] = [];
    const unresolved: { key: CellKey; onMissing: "fail" | "skip"; reason: string }[] = [];
    for (const recipe of recipes) {
      const without = recipe.inherits.filter((from) => !selections.get(from)?.winner);
      if (without.length === 0) cells.push(await this.#cell(view, recipe, selections));
      else
        unresolved.push({
          key: recipe.key,
          onMissing: recipe.onMissing,
          reason: `${without.join(", ")} has no winner: too few valid runs`,
        });
    }
    await this.#accept(view, { schema: "generation/1", tier, agent, cells, unresolved });
  }

  /** The recorded winner, or the one that is recorded now. */
  async #selection(view: ExperimentView, tier: string, agent: string): Promise<Selection> {
    const recorded = view.selections.find((selection) => selection.tier === tier && selection.agent === agent);
    if (recorded) return recorded;
    const { store, tierManager, clock, observer } = this.#ports;
    // Settled is a precondition of being decidable; asking again keeps a defect from recording a winner for ever.
    if (!tierProgress(view.plan, view.runs, tier, agent).settled)
      throw new ScyllaError("INTERNAL", `${tier} is not settled for ${agent}`);
    const selection = tierManager.select({
      tier,
      agent,
      quorum: view.plan.frozen.quorum,
      contenders: contendersOf(view, tier, agent),
      treatments: await this.#treatments(view, tier, agent),
    });
    await store.recordSelection({ selection, atMs: clock.now() });
    observer.selectionRecorded?.({ selection });
    return selection;
  }

  async #treatments(view: ExperimentView, tier: string, agent: string): Promise<Record<string, Treatment>> {
    const treatments: Record<string, Treatment> = {};
    for (const { key, treatment } of view.plan.cells) {
      if (key.tier === tier && key.agent === agent)
        treatments[key.subtest] ??= await loadTreatment(this.#ports.artifacts, treatment);
    }
    return treatments;
  }

  async #cell(view: ExperimentView, recipe: Recipe, selections: ReadonlyMap<string, Selection>): Promise<PlannedCell> {
    const { frozen } = view.plan;
    const task = frozen.tasks.find((one) => one.id === recipe.key.task);
    const agent = frozen.agents.find((one) => one.id === recipe.key.agent);
    if (!task || !agent)
      throw new ScyllaError("INTERNAL", "a recipe names a task or agent that its plan does not hold");
    const winners = recipe.inherits.flatMap((from) => selections.get(from)?.winner?.resources ?? []);
    const { cell, treatment } = this.#ports.tierManager.inherit({ recipe, winners, task, agent });
    await this.#ports.artifacts.put(Buffer.from(canonicalJson(treatment as unknown as Json)));
    return cell;
  }

  async #accept(view: ExperimentView, generation: PlanGeneration): Promise<void> {
    const { store, clock, observer } = this.#ports;
    const { frozen } = view.plan;
    const record = await store.acceptPlan({
      name: view.experiment.name,
      plan: generation,
      digest: planDigest(generation),
      runs: runOrder(generation.cells, frozen.repeats, frozen.seed),
      atMs: clock.now(),
    });
    observer.planAccepted?.({ plan: generation, revision: record.revision });
  }
}

/** A treatment is stored as its canonical JSON, so that its digest is its address. */
export async function loadTreatment(artifacts: Pick<ArtifactStore, "get">, digest: string): Promise<Treatment> {
  return JSON.parse(Buffer.from(await artifacts.get(digest)).toString("utf8")) as Treatment;
}
