import { appendFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MeteredCall, NanoUsd, Workspace } from "@scylla/contracts";

/** Beside the workspace, where agents can't write. */
const logOf = ({ logs }: Workspace): string => join(logs, "calls.jsonl");

/**
 * Writes down what each model call cost as soon as it is answered, so that a purchase whose runner is killed is not of unknown cost.
 * At once and in order; not flushed, for it has to outlive a process and not a power cut.
 */
export function callLog(workspace: Workspace): (call: MeteredCall) => void {
  return ({ call, model, status, cost }) => {
    try {
      appendFileSync(logOf(workspace), `${JSON.stringify({ call, model, status, cost })}\n`);
    } catch {
      // A full disk ends the run elsewhere; what is not written down is of unknown cost, as it would be without this.
    }
  };
}

/** What an interrupted purchase is known to have cost, up to its last answered call; undefined where nothing is known. */
export async function loggedCost(workspace: Workspace): Promise<NanoUsd | undefined> {
  const text = await readFile(logOf(workspace), "utf8").catch(() => "");
  // What follows the last line break was cut off.
  const costs = text.split("\n").slice(0, -1).map(costOf);
  return costs.length === 0 || costs.includes(null)
    ? undefined
    : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
}

/** Null: it has no known price, or was not written down whole. */
function costOf(line: string): NanoUsd | null {
  try {
    const { status, cost } = JSON.parse(line) as Pick<MeteredCall, "status" | "cost">;
    // A call that failed is not billed.
    return status === null || status >= 400 ? (cost ?? 0) : cost;
  } catch {
    return null;
  }
}
