import type { Treatment } from "@scylla/contracts";
import { ScyllaError } from "@scylla/contracts";
import type { Budget } from "../budget.ts";
import type { ClaimedRun } from "../claimed-run.ts";
import type { ExecutionPorts } from "../ports.ts";
import type { RateGate } from "../rate-gate.ts";

/** What a stage gets. What earlier stages found out it reads from the store. */
export interface StageContext {
  readonly run: ClaimedRun;
  readonly ports: ExecutionPorts;
  readonly treatment: Treatment;
  /** The experiment's seed. */
  readonly seed: number;
  readonly budget: Budget;
  readonly gate: RateGate;
  /** Kills what the stage has started. */
  readonly signal: AbortSignal;
}

/** A stage does its work and records it with `run.step`. @throws what stops it from recording a result. */
export type StageFunction = (context: StageContext) => Promise<void>;

/** What the store knows about the run of a stage. */
export async function historyOf({
  run,
  ports,
}: StageContext): Promise<NonNullable<Awaited<ReturnType<typeof ports.store.history>>>> {
  const history = await ports.store.history(run.event.run);
  if (!history) throw new ScyllaError("INTERNAL", `run ${run.event.run} is claimed, but the store does not know it`);
  return history;
}
