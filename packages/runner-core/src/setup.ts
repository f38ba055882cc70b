import {
  type AgentAdapter,
  type CurrentPlan,
  canonicalJson,
  compareKeys,
  type FrozenPlan,
  isolationOf,
  isScyllaError,
  type Json,
  type LoadedExperiment,
  type LoadedTask,
  nanoFromUsd,
  type PlannedAgent,
  type PlannedTask,
  type PlanObject,
  type ProcessRunner,
  planDigest,
  type Sandbox,
  ScyllaError,
  type Selection,
  type TierManager,
  type WorkspaceProvider,
} from "@scylla/contracts";
import type { RunRequest } from "./request.ts";
import { refuseCloud } from "./setup/refuse-cloud.ts";
import { providerOf } from "./stages/require-models.ts";

export interface ResolvedPlan {
  readonly plan: FrozenPlan;
  readonly digest: string;
  /** What the plan names by digest: to be stored before it. */
  readonly objects: readonly PlanObject[];
}

/** What the directory holds already, as far as planning depends on it. */
export interface KnownState {
  readonly plan: CurrentPlan | null;
  readonly selections: readonly Selection[];
}

export interface SetupPorts {
  readonly tierManager: TierManager;
  readonly workspaces: Pick<WorkspaceProvider, "ensureCommit">;
  readonly adapter: (kind: string) => AgentAdapter;
  /** What isolates agents here is part of the conditions. */
  readonly processes: Pick<ProcessRunner, "isolation">;
  readonly sandbox: Pick<Sandbox, "kind" | "isolation">;
  /** What usage is priced by: name and version of the list. */
  readonly priceSource?: string | undefined;
}

/** Says what should exist. It reads and fetches; it runs nothing and writes nothing of the experiment. */
export class RunnerSetup {
  readonly #ports: SetupPorts;

  constructor(ports: SetupPorts) {
    this.#ports = ports;
  }

  /**
   * Resolves every independent treatment, every recipe and every repo commit, and freezes the plan.
   * @throws {ScyllaError} with the code of whatever can't be planned; nothing was stored or started by then.
   */
  async resolve(
    experiment: LoadedExperiment,
    request: RunRequest,
    known: KnownState,
    signal: AbortSignal,
  ): Promise<ResolvedPlan> {
    const { tierManager } = this.#ports;
    refuseRubrics(experiment);
    refuseSandbox(experiment, this.#ports.sandbox);
    for (const agent of experiment.agents) {
      refuseCloud(agent, this.#ports.adapter(agent.kind), experiment.providers ?? []);
    }
    const versions = await this.#versions(experiment.agents);
    const tiers = plannedTiers(experiment, request, known);
    const ladder = tierManager.plan({
      experiment,
      tiers,
      maxSubtests: request.maxSubtests,
      available: tiersSelectedForAll(known.selections, experiment.agents),
      sandbox: isolationOf(this.#ports.sandbox, this.#ports.processes),
      versions,
    });
    for (const task of distinctRepos(experiment.tasks)) await this.#ensureCommit(task, signal);
    const plan: FrozenPlan = {
      schema: "plan/1",
      experiment: experiment.name,
      seed: experiment.seed,
      repeats: request.repeats ?? experiment.repeats,
      quorum: experiment.quorum,
      budget: experiment.budgetUsd === null ? null : nanoFromUsd(experiment.budgetUsd),
      tiers: ladder.tiers,
      subtests: ladder.subtests,
      tasks: experiment.tasks.map(plannedTask),
      agents: experiment.agents.map((agent) => ({ ...agent, version: versions.get(agent.id) ?? null })),
      cells: ladder.cells,
      recipes: ladder.recipes,
      comparisons: experiment.comparisons,
      ...(ladder.notApplicable && ladder.notApplicable.length > 0 && { notApplicable: ladder.notApplicable }),
      ...this.#models(experiment),
    };
    const treatments = [...ladder.treatments].map(([digest, treatment]) => ({
      digest,
      bytes: Buffer.from(canonicalJson(treatment as unknown as Json)),
    }));
    return { plan, digest: planDigest(plan), objects: [...experiment.objects, ...treatments] };
  }

  /** How models are reached and priced: nothing where no agent asks one. */
  #models({ agents, providers, prices }: LoadedExperiment): Pick<FrozenPlan, "providers" | "prices"> {
    const asks = agents.some((agent) => providerOf(agent, this.#ports.adapter(agent.kind)) !== null);
    const { priceSource } = this.#ports;
    return {
      ...(providers && { providers }),
      ...(asks && priceSource !== undefined && { prices: { source: priceSource, own: prices ?? {} } }),
    };
  }

  async #ensureCommit(task: LoadedTask, signal: AbortSignal): Promise<void> {
    try {
      await this.#ports.workspaces.ensureCommit(task.repo, signal);
    } catch (error) {
      throw isScyllaError(error) ? located(error, task) : error;
    }
  }

  async #versions(agents: readonly PlannedAgent[]): Promise<Map<string, string | null>> {
    const versions = new Map<string, string | null>();
    for (const agent of agents) versions.set(agent.id, await this.#ports.adapter(agent.kind).version(agent));
    return versions;
  }
}

/** Judges are not composed yet; grading a rubric's task by its checks alone would report something else than was asked. */
function refuseRubrics(experiment: LoadedExperiment): void {
  const task = experiment.tasks.find((one) => one.grading.rubric !== null);
  if (!task) return;
  throw new ScyllaError("UNSUPPORTED", `task ${task.id} has a rubric, and this runner has no judge`, {
    at: task.at,
    hint: "Remove `rubric` from the task to grade it by its checks alone.",
  });
}

/** Results say how agents were isolated; an experiment that asks for another way is not run in this one. */
function refuseSandbox({ sandbox: asked, file }: LoadedExperiment, { kind }: Pick<Sandbox, "kind">): void {
  if (asked === "auto" || asked === kind || (asked === "required" && kind !== "none")) return;
  const wanted = asked === "required" ? "requires a sandbox" : `asks for the sandbox ${asked}`;
  const has = kind === "none" ? "has none" : `has ${kind}`;
  throw new ScyllaError("UNSUPPORTED", `the experiment ${wanted}, and this runner ${has}`, {
    at: { file },
    hint: `Write \`sandbox: auto\` to take what the runner has: results say how agents were isolated.`,
  });
}

/** Tiers only ever join a plan: asking for T1 after T0 keeps T0's results in the report, as long as the ladder has set-ups for it. */
function plannedTiers(experiment: LoadedExperiment, request: RunRequest, known: KnownState): readonly string[] {
  const wanted = new Set(request.tiers ?? experiment.tiers);
  const stored = new Set(known.plan?.frozen.tiers.map((tier) => tier.id) ?? []);
  const filled = new Set(experiment.ladder.subtests.map((subtest) => subtest.tier));
  const kept = (id: string): boolean => stored.has(id) && filled.has(id);
  return experiment.ladder.tiers.map((tier) => tier.id).filter((id) => wanted.has(id) || kept(id));
}

function tiersSelectedForAll(selections: readonly Selection[], agents: readonly PlannedAgent[]): ReadonlySet<string> {
  const byTier = Map.groupBy(selections, (selection) => selection.tier);
  const complete = [...byTier].filter(([, chosen]) =>
    agents.every((agent) => chosen.some((one) => one.agent === agent.id)),
  );
  return new Set(complete.map(([tier]) => tier));
}

/** A plan holds a task without what only its author needs. */
function plannedTask(task: LoadedExperiment["tasks"][number]): PlannedTask {
  const { at: _at, repoAt: _repoAt, reference: _reference, ...planned } = task;
  return planned;
}

/** The first task of each repository and commit. */
function distinctRepos(tasks: readonly LoadedTask[]): readonly LoadedTask[] {
  const byValue = new Map(tasks.toReversed().map((task) => [canonicalJson(task.repo as unknown as Json), task]));
  return [...byValue].sort(([a], [b]) => compareKeys(a, b)).map(([, task]) => task);
}

/** With its place, where it is most often a mistake in the file of the task. */
function located(error: ScyllaError, { at, repoAt }: LoadedTask): ScyllaError {
  const places = new Map([
    ["REPO_UNREACHABLE", repoAt?.source ?? at],
    ["COMMIT_MISSING", repoAt?.commit ?? at],
  ]);
  const place = places.get(error.code);
  if (!place) return error;
  const { code, message, hint, cause } = error;
  return new ScyllaError(code, message, { at: place, cause, ...(hint !== undefined && { hint }) });
}
