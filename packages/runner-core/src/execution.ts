import {
  type CurrentPlan,
  type ExperimentView,
  type Handled,
  inRange,
  isScyllaError,
  type Job,
  type PlannedCell,
  type ReadyRun,
  type ResumePlan,
  type RunQueue,
  type RunRecord,
  readyRuns,
  runLabel,
  ScyllaError,
  type Stage,
  type StageRange,
  seededRandom,
  type Treatment,
} from "@scylla/contracts";
import { budget, spentSoFar } from "./budget.ts";
import type { RunSubject } from "./claimed-run.ts";
import { type Inheritance, loadTreatment } from "./inheritance.ts";
import { removeLeftovers } from "./leftovers.ts";
import { combineObservers } from "./observers.ts";
import type { ExecutionPorts } from "./ports.ts";
import { rateGate } from "./rate-gate.ts";
import type { DriveReport, StopSignals } from "./request.ts";
import { DEFAULT_RETRY, type RetryPolicy } from "./retry.ts";
import { handledAs, isPaidFor, type WorkEnd, type WorkerContext, workRun } from "./run-worker.ts";
import { requireModels } from "./stages/require-models.ts";
import { type TierWatch, tierWatch } from "./tier-watch.ts";

export interface ExecutionOptions {
  readonly retry?: RetryPolicy | undefined;
  /** A run whose deadline is at most this far away is waited for; a later one ends the drive as parked. Milliseconds. */
  readonly parkWaitMs?: number | undefined;
}

const DEFAULT_PARK_WAIT_MS = 15 * 60_000;

export interface DriveRequest {
  readonly view: ExperimentView;
  readonly resumePlan: ResumePlan;
  readonly range: StageRange;
  /** Null: all. */
  readonly tiers: ReadonlySet<string> | null;
}

/** The only collaborator that starts agents. */
export class RunnerExecution {
  readonly #ports: ExecutionPorts;
  readonly #queue: RunQueue;
  readonly #inheritance: Inheritance;
  readonly #options: ExecutionOptions;

  constructor(
    ports: ExecutionPorts & { readonly queue: RunQueue; readonly inheritance: Inheritance },
    options: ExecutionOptions = {},
  ) {
    this.#ports = { ...ports, observer: combineObservers([ports.observer]) };
    this.#queue = ports.queue;
    this.#inheritance = ports.inheritance;
    this.#options = options;
  }

  /** Works until nothing is left that can be done now. A failing run never fails its siblings. @throws what makes going on pointless. */
  async drive(request: DriveRequest, stop: StopSignals): Promise<DriveReport> {
    await removeLeftovers(this.#ports, request.view);
    // What the range does not reach keeps the verdict that it has.
    const regrade = request.resumePlan.regrade.filter((item) => inRange(item.stage, request.range));
    for (const [reason, items] of Map.groupBy(regrade, (item) => item.why)) {
      const runs = items.map((item) => item.run);
      await this.#ports.store.reopen({ runs, to: "captured", reason, atMs: this.#ports.clock.now() });
    }
    const view = regrade.length > 0 ? await this.#inheritance.read() : request.view;
    const drive = new Drive(this.#ports, this.#queue, this.#inheritance, this.#options, { ...request, view }, stop);
    return drive.toEnd();
  }
}

/** A run that was handed to the queue. */
interface Work {
  readonly subject: RunSubject;
  readonly group: string;
  /** As the drive found it. */
  readonly found: Pick<RunRecord, "id" | "state" | "attempt">;
  /** Its agent was bought by an earlier drive. */
  readonly paid: boolean;
}

/** The state of one drive: what is in memory between two durable steps, and may be lost. */
class Drive {
  readonly #ports: ExecutionPorts;
  readonly #queue: RunQueue;
  readonly #inheritance: Inheritance;
  readonly #request: DriveRequest;
  readonly #stop: StopSignals;
  readonly #parkWaitMs: number;
  readonly #halt = new AbortController();
  readonly #worker: WorkerContext;
  readonly #watch: TierWatch;
  readonly #jobs = new Map<number, Work>();
  /** Jobs that the queue has and nobody works on. */
  readonly #idle = new Set<number>();
  readonly #unfinished = new Map<string, number>();
  readonly #failed: { run: string; stage: string; code: string; message: string }[] = [];
  readonly #defects: Error[] = [];
  #plan: CurrentPlan;
  #fatal: unknown = null;
  #parkedUntilMs: number | null = null;
  #inFlight = 0;
  #buying = true;

  constructor(
    ports: ExecutionPorts,
    queue: RunQueue,
    inheritance: Inheritance,
    options: ExecutionOptions,
    request: DriveRequest,
    stop: StopSignals,
  ) {
    const { view } = request;
    this.#ports = ports;
    this.#queue = queue;
    this.#inheritance = inheritance;
    this.#request = request;
    this.#stop = { drain: AbortSignal.any([stop.drain, stop.kill, this.#halt.signal]), kill: stop.kill };
    this.#parkWaitMs = options.parkWaitMs ?? DEFAULT_PARK_WAIT_MS;
    this.#plan = view.plan;
    const treatments = new Map<string, Promise<Treatment>>();
    this.#worker = {
      ports,
      range: request.range,
      stop: this.#stop,
      budget: budget(view.plan.frozen.budget, spentSoFar(view)),
      gate: rateGate(() => ports.clock.now(), view.parks),
      retry: options.retry ?? DEFAULT_RETRY,
      seed: view.plan.frozen.seed,
      random: seededRandom(`${view.plan.frozen.seed}/retry`),
      treatment: (digest) => {
        const known = treatments.get(digest) ?? loadTreatment(ports.artifacts, digest);
        treatments.set(digest, known);
        return known;
      },
      onFailed: (run, stage, error) => this.#noteFailure(runLabel(run.event.key, run.event.n), stage, error),
    };
    const mayGrow = (tier: string): boolean => this.#plan.waiting.some((recipe) => recipe.key.tier === tier);
    this.#watch = tierWatch(view.experiment.name, ports.clock, ports.observer, mayGrow);
  }

  async toEnd(): Promise<DriveReport> {
    const onDrain = (): void => this.#ports.observer.draining?.({ reason: this.#ended(), inFlight: this.#inFlight });
    this.#stop.drain.addEventListener("abort", onDrain, { once: true });
    try {
      await this.#submit(this.#request.view);
      await this.#heedBudget();
      await this.#queue.consume({
        handle: (job) => this.#handle(job),
        onError: (_job, error) => this.#noteFatal(error),
        stop: this.#stop.drain,
      });
    } finally {
      this.#stop.drain.removeEventListener("abort", onDrain);
      this.#watch.close();
    }
    if (this.#fatal) throw this.#fatal;
    return { ended: this.#ended(), failed: this.#failed, parkedUntilMs: this.#parkedUntilMs, defects: this.#defects };
  }

  #ended(): DriveReport["ended"] {
    if (this.#stop.kill.aborted) return "killed";
    if (this.#worker.budget.exhausted) return "budget";
    return this.#stop.drain.aborted ? "drained" : "done";
  }

  /** Hands every run that is ready and not known yet to the queue. */
  async #submit(view: ExperimentView): Promise<void> {
    this.#plan = view.plan;
    const ready = readyRuns(view.plan, view.runs, this.#request.range).filter((one) => this.#wanted(one));
    await this.#requireModels(ready);
    await this.#prepareTemplates(ready);
    for (const { run, cell } of ready) {
      const group = groupKey(cell);
      this.#jobs.set(run.id, { subject: this.#subject(cell, run.n), group, found: run, paid: isPaidFor(run.state) });
      this.#idle.add(run.id);
      this.#unfinished.set(group, (this.#unfinished.get(group) ?? 0) + 1);
      this.#watch.expect(cell.key.tier, 1);
    }
    await this.#queue.submit(ready.map(({ run, cell }) => ({ id: run.id, key: cell.key.agent })));
  }

  #wanted({ run, cell }: ReadyRun): boolean {
    const { tiers } = this.#request;
    if (this.#jobs.has(run.id) || (!this.#buying && !isPaidFor(run.state))) return false;
    return tiers === null || tiers.has(cell.key.tier);
  }

  /** A key that is not there is found out before anything is started. */
  async #requireModels(ready: readonly ReadyRun[]): Promise<void> {
    // What is played back needs no key.
    if (!inRange("agent", this.#request.range) || this.#ports.recordings?.replay) return;
    const buying = ready.filter(({ run }) => !isPaidFor(run.state)).map(({ cell, run }) => this.#subject(cell, run.n));
    await requireModels(buying, this.#ports.gateway);
  }

  /** A task whose set-up fails is found out before its first agent is bought. */
  async #prepareTemplates(ready: readonly ReadyRun[]): Promise<void> {
    const tasks = new Set(ready.map(({ cell }) => cell.key.task));
    for (const task of this.#plan.frozen.tasks) {
      if (tasks.has(task.id))
        await this.#ports.workspaces.ensureTemplate({ repo: task.repo, setup: task.setup }, this.#stop.drain);
    }
  }

  #subject(cell: PlannedCell, n: number): RunSubject {
    const { tasks, agents } = this.#plan.frozen;
    const task = tasks.find((one) => one.id === cell.key.task);
    const agent = agents.find((one) => one.id === cell.key.agent);
    if (!task || !agent) throw new ScyllaError("INTERNAL", "a cell names a task or agent that its plan does not hold");
    return { cell, task, agent, adapter: this.#ports.adapter(agent.kind), n };
  }

  async #handle(job: Job): Promise<Handled> {
    const work = this.#jobs.get(job.id);
    if (!work) throw new ScyllaError("INTERNAL", `run ${job.id} was dispatched, but never submitted`);
    const { subject, group, found } = work;
    this.#watch.begin(subject.cell.key.tier);
    this.#idle.delete(job.id);
    this.#inFlight++;
    try {
      const end = await workRun(this.#worker, found, subject);
      await this.#heedBudget();
      const handled = this.#buying ? handledAs(this.#waitable(end)) : null;
      if (handled) this.#idle.add(job.id);
      else await this.#leave(subject, group, end);
      return handled;
    } finally {
      this.#inFlight--;
    }
  }

  /** Once the budget is spent nothing that waits is bought any more; what is paid for is still graded. */
  async #heedBudget(): Promise<void> {
    if (!this.#buying || !this.#worker.budget.exhausted) return;
    this.#buying = false;
    const unpaid = [...this.#idle].filter((id) => !this.#jobs.get(id)?.paid);
    if (unpaid.length > 0 || this.#plan.waiting.length > 0)
      this.#ports.observer.draining?.({ reason: "budget", inFlight: this.#inFlight });
    await this.#queue.cancel(unpaid);
    for (const id of unpaid) {
      this.#idle.delete(id);
      const work = this.#jobs.get(id);
      if (work) this.#watch.end(work.subject.cell.key.tier);
    }
  }

  /** A deadline too far away to wait for leaves the run parked in the store. */
  #waitable(end: WorkEnd): WorkEnd {
    if (end.kind !== "parked" || end.untilMs - this.#ports.clock.now() <= this.#parkWaitMs) return end;
    this.#parkedUntilMs = Math.min(end.untilMs, this.#parkedUntilMs ?? end.untilMs);
    return { kind: "open" };
  }

  async #leave(subject: RunSubject, group: string, end: WorkEnd): Promise<void> {
    const left = (this.#unfinished.get(group) ?? 1) - (end.kind === "final" ? 1 : 0);
    this.#unfinished.set(group, left);
    if (left === 0 && this.#plan.waiting.length > 0) await this.#joinGeneration();
    this.#watch.end(subject.cell.key.tier);
  }

  /** One of the groups that others inherit from may be settled now. Only one worker at a time decides. */
  #joinGeneration(): Promise<void> {
    this.#joining = this.#joining.then(async () => {
      const before = await this.#inheritance.read();
      const after = await this.#inheritance.advance(before);
      if (after !== before) await this.#submit(after);
    });
    return this.#joining;
  }
  #joining: Promise<void> = Promise.resolve();

  #noteFailure(run: string, stage: Stage, error: Error): void {
    const code =
      "code" in error && typeof error.code === "string" && error.name === "ScyllaError" ? error.code : "INTERNAL";
    if (code === "INTERNAL") this.#defects.push(error);
    this.#failed.push({ run, stage, code, message: error.message });
  }

  /** Something that no run can go on after: nothing more is started, what runs is finished as far as it can be. */
  #noteFatal(error: unknown): void {
    this.#fatal ??= isScyllaError(error)
      ? error
      : new ScyllaError("INTERNAL", error instanceof Error ? error.message : String(error), { cause: error });
    this.#halt.abort();
  }
}

function groupKey(cell: PlannedCell): string {
  return `${cell.key.tier}\n${cell.key.agent}`;
}
