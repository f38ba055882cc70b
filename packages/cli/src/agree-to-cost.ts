import { createRunner, type Forecast } from "@scylla/compose";
import type { PlannedAgent } from "@scylla/contracts";
import { counted, usd } from "@scylla/report";
import type { RunRequest } from "@scylla/runner-core";
import { canAsk, confirmed } from "./confirm.ts";
import { EXIT } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { purchaseLines } from "./planning/purchase-lines.ts";
import { usageError } from "./usage-error.ts";

export interface Cost {
  readonly output: Output;
  readonly dir: string;
  /** Of the experiment, or of the stored plan. */
  readonly agents: readonly PlannedAgent[];
  readonly request: Partial<RunRequest>;
  readonly yes: boolean;
}

/**
 * Shows what agents that ask models would cost, and has it agreed to: nobody's money is spent for a command given in passing.
 * @returns false when it was declined. @throws {ScyllaError} `USAGE` where nobody can be asked, and whatever a forecast throws.
 */
export async function agreedToCost({ output, dir, agents, request, yes }: Cost): Promise<boolean> {
  if (!agents.some(asksModels)) return true;
  const forecast = await createRunner({ dir }).forecast(request);
  for (const line of purchaseLines(forecast)) output.say(line);
  const { purchases } = forecast.purchases;
  if (purchases === 0 || yes) return true;
  if (!output.json && canAsk()) return confirmed(`Start ${counted(purchases, "agent")}${boundWords(forecast)}?`);
  throw usageError(
    `${counted(purchases, "agent")} would be started that cost money, and nobody can be asked here`,
    "Agree with --yes, or look first with `scylla plan`.",
  );
}

/** @returns the exit code of a command that somebody thought better of. */
export function declined(output: Output, dir: string): number {
  output.say("Nothing was started.");
  if (output.json) output.answer(`${JSON.stringify({ status: "declined", dir })}\n`);
  return EXIT.done;
}

/** Programs of one's own cost what their owner knows; with a provider they are metered like the others. */
function asksModels({ kind, provider }: PlannedAgent): boolean {
  return kind !== "command" || provider !== undefined;
}

function boundWords({ purchases: { budgetUsd, spentUsd, limitUsd } }: Forecast): string {
  const left = budgetUsd === null ? null : Math.max(0, budgetUsd - spentUsd);
  const bounds = [left, limitUsd].filter((bound) => bound !== null);
  return bounds.length === 0 ? " without any bound on what they cost" : ` for at most ${usd(Math.min(...bounds))}`;
}
