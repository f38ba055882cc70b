import { makeSandbox } from "../experiment/sandbox.ts";
import { injectionPoint, type KillPoint } from "../kill-points.ts";
import type { Injection } from "../strace/strace-command.ts";
import { examine, finish } from "./finish.ts";
import { endProblems } from "./outcome.ts";
import { scyllaIn } from "./scylla.ts";

/** Something done to one durable write of the experiment. */
export interface Fault {
  readonly point: KillPoint;
  readonly injection: Injection;
  /** The same error for this and every later call. */
  readonly onwards?: boolean;
}

export interface TrialResult {
  /** The call was made at all: without it nothing was proved. */
  readonly hit: boolean;
  /** What was not as it has to be; empty for a trial that proves what it should. */
  readonly problems: readonly string[];
}

/** How a run may end that met the fault. A single error may be survived, an interrupted run may have had nothing left to do. */
function endsWith({ injection }: Fault): readonly number[] {
  if (injection.kind === "error") return [0, 5];
  if (injection.signal === "SIGINT") return [130];
  return injection.signal === "SIGTERM" ? [143] : [137];
}

/** Runs the experiment with a fault, carries it on without, and compares with the uninterrupted results. */
export async function faultTrial(experiment: string, fault: Fault, expected: unknown): Promise<TrialResult> {
  await using sandbox = makeSandbox();
  const scylla = scyllaIn(sandbox, experiment);
  const point = { ...injectionPoint(fault.point, sandbox.out), onwards: fault.onwards ?? false };
  const end = await scylla.runWith(point, fault.injection);
  if (!end.hit) return { hit: false, problems: [] };
  const stopped = await examine(sandbox);
  const killed = fault.injection.kind === "signal" && fault.injection.signal === "SIGKILL";
  const ended = killed && end.signal === "SIGKILL" ? [] : endProblems("the faulty run", end, endsWith(fault));
  return {
    hit: true,
    problems: [...ended, ...errorProblems(fault, end), ...(await finish(sandbox, scylla, stopped, expected))],
  };
}

/** Whoever reads the message learns which kind of trouble it is. */
function errorProblems({ injection }: Fault, end: { readonly code: number | null; readonly stderr: string }): string[] {
  if (injection.kind !== "error" || end.code !== 5) return [];
  const clear = /\b(STORE_IO|DISK_FULL|WORKSPACE_FAILED|GIT_FAILED)\b/.test(end.stderr);
  return clear ? [] : [`the error has no clear code: ${end.stderr}`];
}
