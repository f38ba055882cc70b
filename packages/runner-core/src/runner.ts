import {
  type ArtifactStore,
  type Clock,
  currentPlan,
  type ExperimentView,
  type LoadedExperiment,
  planDigest,
  type Results,
  type ResumePlan,
  type RunnerObserver,
  type RunStore,
  readView,
  runOrder,
  ScyllaError,
} from "@scylla/contracts";
import type { RunnerExecution } from "./execution.ts";
import type { RunnerFinalization } from "./finalization.ts";
import type { Inheritance } from "./inheritance.ts";
import { combineObservers } from "./observers.ts";
import type { RunRequest, RunSummary, StopSignals } from "./request.ts";
import type { RunnerResume } from "./resume.ts";
import type { RunnerSetup } from "./setup.ts";
import { runStatus } from "./status.ts";

/** The experiment directory, locked and open. */
export interface RunnerSession extends AsyncDisposable {
  readonly store: RunStore;
  readonly artifacts: ArtifactStore;
}

export interface Collaborators {
  readonly setup: RunnerSetup;
  readonly resume: RunnerResume;
  readonly inheritance: Inheritance;
  readonly execution: RunnerExecution;
  readonly finalization: RunnerFinalization;
}

/** What a run would do, and the experiment as it would find it then: plan accepted, decidable inheritance decided. */
export interface Preview {
  readonly view: ExperimentView;
  readonly resumePlan: ResumePlan;
}

export interface RunnerParts {
  /** Takes the writer's lock first of all, then opens the store. @throws {ScyllaError} `STORE_LOCKED`, and whatever makes the store unusable. */
  readonly open: () => Promise<RunnerSession>;
  readonly collaborators: (session: RunnerSession) => Collaborators;
  readonly observer: RunnerObserver;
  readonly clock: Clock;
}

/** Lock, setup, resume, execution, finalization: wiring and nothing else. */
export class E2ERunner {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = { ...parts, observer: combineObservers([parts.observer]) };
  }

  /**
   * Brings an experiment as far as the request says. Running the same request again carries on.
   * @throws {ScyllaError} for what makes a start impossible or going on pointless; whatever was recorded by then stays.
   */
  async run(request: RunRequest, stop: StopSignals): Promise<RunSummary> {
    const { observer } = this.#parts;
    await using session = await this.#parts.open();
    const collaborators = this.#parts.collaborators(session);
    const { execution, finalization } = collaborators;
    const { view, resumePlan } = await this.#prepare(session, collaborators, request, stop.drain);
    observer.resumePlanned?.({ plan: resumePlan });
    refuse(resumePlan);
    const experiment = view.experiment.name;
    observer.driveStarted?.({ experiment });
    let results: Results | null = null;
    let error: Error | null = null;
    try {
      const tiers = request.tiers && new Set(request.tiers);
      const drive = await execution.drive({ view, resumePlan, range: request.range, tiers }, stop);
      results = await finalization.project(await this.#view(session));
      return { status: runStatus(results, drive), counts: results.counts, results, resumePlan, drive };
    } catch (thrown) {
      error = thrown instanceof Error ? thrown : new Error(String(thrown));
      throw thrown;
    } finally {
      observer.driveFinished?.({ experiment, results, error });
    }
  }

  /**
   * Says what `run` would do, by the same steps, and starts nothing. What these steps store goes into the session that is opened:
   * give it one that forgets.
   * @throws {ScyllaError} as `run` does before it starts anything.
   */
  async preview(request: RunRequest, signal: AbortSignal): Promise<Preview> {
    await using session = await this.#parts.open();
    const preview = await this.#prepare(session, this.#parts.collaborators(session), request, signal);
    refuse(preview.resumePlan);
    return preview;
  }

  async #prepare(
    session: RunnerSession,
    { setup, inheritance, resume }: Collaborators,
    request: RunRequest,
    signal: AbortSignal,
  ): Promise<Preview> {
    if (request.experiment) await this.#accept(session, setup, request.experiment, request, signal);
    const view = await inheritance.advance(await this.#view(session));
    const tiers = request.tiers && new Set(request.tiers);
    return { view, resumePlan: resume.reconcile(view, tiers, request.experiment?.name ?? null) };
  }

  /** Freezes what the request asks for, and stores it before anything is done about it. */
  async #accept(
    session: RunnerSession,
    setup: RunnerSetup,
    experiment: LoadedExperiment,
    request: RunRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, artifacts } = session;
    const existing = await store.experiment();
    if (existing && existing.name !== experiment.name) throw otherExperiment(existing.name, experiment.name);
    const known = { plan: currentPlan(await store.plans()), selections: await store.selections() };
    const resolved = await setup.resolve(experiment, request, known, signal);
    for (const object of resolved.objects) await artifacts.put(object.bytes);
    const { plan, digest } = resolved;
    // Accepted again, it would lose the generations that were made of it.
    const current = known.plan && planDigest(known.plan.frozen) === digest ? known.plan : null;
    const { revision } =
      current ??
      (await store.acceptPlan({
        name: experiment.name,
        plan,
        digest,
        runs: runOrder(plan.cells, plan.repeats, plan.seed),
        atMs: this.#parts.clock.now(),
      }));
    this.#parts.observer.planAccepted?.({ plan, revision });
  }

  async #view({ store }: RunnerSession): Promise<ExperimentView> {
    const view = await readView(store);
    if (view) return view;
    throw new ScyllaError("STORE_MISSING", "this directory holds no experiment that could be carried on", {
      hint: "Start it with `scylla run EXPERIMENT.yaml`.",
    });
  }
}

/** What the store forbids is not begun. */
function refuse({ refused: [first, ...others] }: ResumePlan): void {
  if (!first) return;
  const error = ({ what, why, hint }: ResumePlan["refused"][number]): ScyllaError =>
    new ScyllaError("PLAN_REFUSED", `can't ${what}: ${why}`, { hint });
  const { message, hint = "" } = error(first);
  throw new ScyllaError("PLAN_REFUSED", message, { hint, also: others.map(error) });
}

function otherExperiment(existing: string, wanted: string): ScyllaError {
  return new ScyllaError("PLAN_REFUSED", `this directory holds the experiment "${existing}", not "${wanted}"`, {
    hint: "Choose another directory with --out, or start over with --fresh, which keeps the old one.",
  });
}
