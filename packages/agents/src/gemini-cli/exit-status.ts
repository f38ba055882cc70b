import type { AgentReport, ProcessExit } from "@scylla/contracts";

/** Statuses that providers use; the CLI exits with them modulo 256. */
const STATUSES = [400, 401, 402, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504, 529];

/**
 * Adds what the exit code says of the provider. Only after a closing event without a name of its own: then the code is
 * the status modulo 256, otherwise one of the CLI's.
 */
export function withExitStatus(report: AgentReport, exit: ProcessExit): AgentReport {
  const { facts } = report;
  if (facts?.ending?.kind !== "provider" || exit.kind !== "exited") return report;
  const status = STATUSES.find((one) => one % 256 === exit.code) ?? null;
  return { ...report, facts: { ...facts, lastErrorStatus: status } };
}
