import type { UpstreamRun } from "../model.ts";
import type { Cells } from "./cells.ts";

export type RunKey = Pick<UpstreamRun, "experiment" | "agentModel" | "tier" | "subtest" | "run">;

export const KEY_COLUMNS = ["experiment", "agent_model", "tier", "subtest", "run_number"];

/** @returns null where a part of it is not there. */
export function runKeyOf({ text, number }: Cells): RunKey | null {
  const [experiment, tier, subtest, run] = [text("experiment"), text("tier"), text("subtest"), number("run_number")];
  if (experiment === null || tier === null || subtest === null || run === null) return null;
  return Number.isSafeInteger(run) && run > 0
    ? { experiment, agentModel: text("agent_model"), tier, subtest, run }
    : null;
}

/** Equal for equal keys, and for no others. */
export function keyText({ experiment, agentModel, tier, subtest, run }: RunKey): string {
  return JSON.stringify([experiment, agentModel, tier, subtest, run]);
}
