import type { Projector } from "@scylla/contracts";
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
import { hostEnvironment, type Parts, partsOf } from "./default-parts.ts";
import { namedWorkspaces } from "./named-workspaces.ts";
import { openSession } from "./open-session.ts";
import { publishReports } from "./publish-reports.ts";
import { runRequest } from "./run-request.ts";
import type { RunnerOptions } from "./runner-options.ts";

export interface ComposedRunner {
  /**
   * Brings the experiment as far as the request says; running it again carries on. Without an experiment the stored plan is carried on.
   * @throws {ScyllaError} for what makes a start impossible or going on pointless; whatever was recorded by then stays.
   */
  run(request?: Partial<RunRequest>, stop?: Partial<StopSignals>): Promise<RunSummary>;
}

const DEFAULT_CONCURRENCY = { total: 2, perKey: {} };

/** A runner with default parts, every one of them replaceable. Nothing is opened before `run`. @throws {ScyllaError} `PORT_MISMATCH`. */
export function createRunner(options: RunnerOptions): ComposedRunner {
  checkPorts(options);
  const parts = partsOf(options);
  const clock = options.clock ?? systemClock();
  const observer = combineObservers([telemetryObserver(), ...(options.observers ?? [])]);
  const runner = new E2ERunner({
    clock,
    observer,
    open: () => openSession(options),
    collaborators: (session) => {
      const ports = executionPorts(options, parts, session, { clock, observer });
      return collaborators(options, ports);
    },
  });
  const never = new AbortController().signal;
  return {
    run: (request = {}, stop = {}) =>
      runner.run(runRequest(request), { drain: stop.drain ?? never, kill: stop.kill ?? never }),
  };
}

function executionPorts(
  options: RunnerOptions,
  { adapter, processes, sandbox, tierManager, workRoot: root }: Parts,
  { store, artifacts }: RunnerSession,
  common: Pick<ExecutionPorts, "clock" | "observer">,
): ExecutionPorts {
  const environment = options.environment ?? hostEnvironment;
  const experiment = async (): Promise<string | null> => (await store.experiment())?.id ?? null;
  const workspaces = options.workspaces ?? namedWorkspaces({ root, processes, experiment });
  const grader =
    options.grader ?? defaultPart("grader", "@scylla/judge", checkGrader({ processes, sandbox, environment }));
  return { ...common, store, artifacts, tierManager, workspaces, processes, sandbox, grader, adapter, environment };
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
    setup: new RunnerSetup(ports),
    resume: new RunnerResume({ clock }),
    execution: new RunnerExecution({ ...ports, queue, inheritance }, options.execution),
    finalization: new RunnerFinalization({ ...ports, projector: fold, publish: publishReports(options.dir) }),
  };
}
