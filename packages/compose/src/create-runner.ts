import { existsSync } from "node:fs";
import { join } from "node:path";
import { PRICE_SOURCE, withPrices } from "@scylla/agents";
import type { Projector, RunnerObserver, Sandbox } from "@scylla/contracts";
import { checkGrader } from "@scylla/judge";
import { projector } from "@scylla/report";
import {
  type Collaborators,
  combineObservers,
  E2ERunner,
  type ExecutionPorts,
  Inheritance,
  inProcessQueue,
  RunnerExecution,
  RunnerFinalization,
  RunnerResume,
  type RunnerSession,
  RunnerSetup,
  type RunRequest,
  type RunSummary,
  type StopSignals,
  systemClock,
  telemetryObserver,
} from "@scylla/runner-core";
import { checkPorts, defaultPart } from "./check-ports.ts";
import { type CopyLock, copyLock } from "./copy-lock.ts";
import { hostEnvironment, type Parts, partsOf } from "./default-parts.ts";
import { type Forecast, forecast } from "./inspect/forecast.ts";
import { namedWorkspaces } from "./named-workspaces.ts";
import { openRehearsal } from "./open-rehearsal.ts";
import { openSession } from "./open-session.ts";
import { planExperiment } from "./plan-experiment.ts";
import { planGateway, planPrices, withLoadedPrices } from "./plan-gateway.ts";
import { publishReports } from "./publish-reports.ts";
import { runRequest } from "./run-request.ts";
import type { RunnerOptions } from "./runner-options.ts";
import { sandboxFor } from "./sandbox-for.ts";
import { workspacesName } from "./workspaces-name.ts";

export interface ComposedRunner {
  /**
   * Brings the experiment as far as the request says; running it again carries on. Without an experiment the stored plan is carried on.
   * @throws {ScyllaError} for what makes a start impossible or going on pointless; whatever was recorded by then stays.
   */
  run(request?: Partial<RunRequest>, stop?: Partial<StopSignals>): Promise<RunSummary>;
  /**
   * Says what `run` would do with the request, cell by cell, by the same steps. Nothing is started, and nothing is written into the
   * directory; commits are fetched where they are not at hand. Works beside a running experiment. Observers hear nothing.
   * @throws {ScyllaError} as `run` does before it starts anything.
   */
  forecast(request?: Partial<RunRequest>, signal?: AbortSignal): Promise<Forecast>;
}

const DEFAULT_CONCURRENCY = { total: 2, perKey: {} };

/** A runner with default parts, every one of them replaceable. Nothing is opened before `run`. @throws {ScyllaError} `PORT_MISMATCH`. */
export function createRunner(options: RunnerOptions): ComposedRunner {
  checkPorts(options);
  const parts = partsOf(options);
  const clock = options.clock ?? systemClock();
  const observer = combineObservers([telemetryObserver(), ...(options.observers ?? [])]);
  const runnerOver = (
    open: () => Promise<RunnerSession>,
    observed: RunnerObserver,
    sandbox: Sandbox,
    closing: AsyncDisposableStack,
    copies?: CopyLock,
  ): E2ERunner =>
    new E2ERunner({
      clock,
      observer: observed,
      open,
      collaborators: (session) => {
        const ports = executionPorts(options, parts, session, { clock, observer: observed, sandbox }, closing, copies);
        return collaborators(options, ports);
      },
    });
  const never = new AbortController().signal;
  return {
    run: async (request = {}, stop = {}) => {
      await using closing = new AsyncDisposableStack();
      await refuseUnplannable(options, request, stop.drain ?? never);
      const sandbox = await sandboxFor(options, request.experiment ?? null, parts.adapter);
      const copies = copyLock({ root: parts.workRoot, dir: options.dir });
      const runner = runnerOver(() => openSession(options, copies), observer, sandbox, closing, copies);
      return await runner.run(runRequest(request), { drain: stop.drain ?? never, kill: stop.kill ?? never });
    },
    forecast: async (request = {}, signal = never) => {
      await using closing = new AsyncDisposableStack();
      const sandbox = await sandboxFor(options, request.experiment ?? null, parts.adapter);
      await using session = await openRehearsal(options);
      const kept: RunnerSession = { ...session, [Symbol.asyncDispose]: async () => {} };
      const preview = await runnerOver(async () => kept, {}, sandbox, closing).preview(runRequest(request), signal);
      const tiers = request.tiers ? new Set(request.tiers) : null;
      return forecast({
        preview,
        tiers,
        plans: await session.store.plans(),
        artifacts: session.artifacts,
        adapter: parts.adapter,
      });
    },
  };
}

/** What can't be planned makes no directory. Where there is one that may be somebody's, its lock comes first. */
async function refuseUnplannable(
  options: RunnerOptions,
  { experiment, ...request }: Partial<RunRequest>,
  signal: AbortSignal,
): Promise<void> {
  const begun = ["lock.db", "store.db"].some((name) => existsSync(join(options.dir, name)));
  if (experiment && !options.store && !begun) await planExperiment(experiment, { ...options, request, signal });
}

function executionPorts(
  options: RunnerOptions,
  { adapter, processes, tierManager, workRoot: root }: Parts,
  { store, artifacts }: RunnerSession,
  common: Pick<ExecutionPorts, "clock" | "observer" | "sandbox">,
  closing: AsyncDisposableStack,
  copies?: CopyLock,
): ExecutionPorts {
  const { sandbox } = common;
  const environment = options.environment ?? hostEnvironment;
  const experiment = async (): Promise<string | null> => {
    const id = (await store.experiment())?.id ?? null;
    if (id === null || options.store) return id;
    await copies?.take(id);
    return workspacesName(options.dir, id);
  };
  const workspaces = options.workspaces ?? namedWorkspaces({ root, processes, experiment });
  const grader =
    options.grader ?? defaultPart("grader", "@scylla/judge", checkGrader({ processes, sandbox, environment }));
  const prices = planPrices();
  const gateway = options.gateway
    ? withLoadedPrices(options.gateway, store, prices)
    : closing.use(planGateway(store, prices));
  return {
    ...{ ...common, store, artifacts, tierManager, workspaces, processes, grader, environment, gateway },
    recordings: options.recordings,
    adapter: (kind) => withPrices(adapter(kind), prices.list),
  };
}

function collaborators(options: RunnerOptions, ports: ExecutionPorts): Collaborators {
  const { clock, tierManager } = ports;
  const inheritance = new Inheritance(ports);
  const queue =
    options.queue ??
    defaultPart("queue", "@scylla/runner-core", inProcessQueue(options.concurrency ?? DEFAULT_CONCURRENCY, clock));
  const fold: Projector =
    options.projector ?? defaultPart("projector", "@scylla/report", projector({ select: tierManager.select }));
  return {
    inheritance,
    setup: new RunnerSetup({ ...ports, priceSource: PRICE_SOURCE }),
    resume: new RunnerResume({ clock }),
    execution: new RunnerExecution({ ...ports, queue, inheritance }, options.execution),
    finalization: new RunnerFinalization({ ...ports, projector: fold, publish: publishReports(options.dir) }),
  };
}
