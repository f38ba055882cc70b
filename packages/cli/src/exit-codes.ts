import type { ErrorCode } from "@scylla/contracts/basics";
import { ERROR_CODES } from "@scylla/contracts/basics";
import type { RunStatus } from "@scylla/runner-core";

/** How the process ends, in order of precedence: the first that applies wins. */
export const EXIT = {
  defect: 70,
  sigint: 130,
  sigterm: 143,
  refused: 2,
  parked: 4,
  failed: 5,
  incomplete: 3,
  gate: 1,
  done: 0,
} as const;

export type StopSignal = "SIGINT" | "SIGTERM";

const OF_STATUS: Readonly<Record<Exclude<RunStatus, "interrupted">, number>> = {
  defect: EXIT.defect,
  parked: EXIT.parked,
  failed: EXIT.failed,
  incomplete: EXIT.incomplete,
  budget: EXIT.incomplete,
  stopped: EXIT.done,
  complete: EXIT.done,
};

/** `signal`: the first that asked for a stop. */
export function exitOfStatus(status: RunStatus, signal: StopSignal | null): number {
  return status === "interrupted" ? exitOfSignal(signal ?? "SIGTERM") : OF_STATUS[status];
}

export function exitOfSignal(signal: StopSignal): number {
  return signal === "SIGINT" ? EXIT.sigint : EXIT.sigterm;
}

/** What stopped on request counts as interrupted, whatever it was doing. */
export function exitOfError(code: ErrorCode, signal: StopSignal | null): number {
  const { exit } = ERROR_CODES[code];
  return signal !== null && exit !== EXIT.defect ? exitOfSignal(signal) : exit;
}
