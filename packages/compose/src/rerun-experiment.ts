import { isDeepStrictEqual } from "node:util";
import { type RunStore, readView, ScyllaError } from "@scylla/contracts";
import { projector } from "@scylla/report";
import { planRerun, type RerunPlan, type RerunSelectors, RunnerFinalization, systemClock } from "@scylla/runner-core";
import { tierManager } from "@scylla/tier-manager";
import { openSession } from "./open-session.ts";
import { publishReports } from "./publish-reports.ts";

/**
 * Marks runs to be done again by the next drive: all of them in one transaction, or none. Their attempts stay, with the reason, and
 * what these cost goes to the ledger; reports are written anew without them.
 * @param agreed the plan that somebody has agreed to; where the experiment has moved on since, nothing is marked.
 * @param keepWinners recorded winners that were chosen from these runs may stay.
 * @throws {ScyllaError} `PLAN_REFUSED`, `STORE_LOCKED`, and whatever makes the store unusable.
 */
export async function rerunExperiment(params: {
  readonly dir: string;
  readonly selectors: RerunSelectors;
  readonly agreed: RerunPlan;
  readonly reason: string;
  readonly keepWinners: boolean;
}): Promise<void> {
  const { dir, selectors, agreed, reason, keepWinners } = params;
  refuseStaleWinners(agreed, keepWinners);
  const clock = systemClock();
  await using session = await openSession({ dir });
  const { store } = session;
  const now = planRerun(await viewOf(store, dir), selectors, agreed.stage);
  if (!isDeepStrictEqual(now, agreed))
    throw new ScyllaError("PLAN_REFUSED", "the experiment has moved on since the rerun was planned", {
      hint: "Nothing was marked. Look at it, and give the command again.",
    });
  await store.reopen({
    runs: agreed.items.map(({ run }) => run),
    to: agreed.stage === "agent" ? "planned" : "captured",
    reason,
    atMs: clock.now(),
  });
  const fold = projector({ select: tierManager().select });
  const finalization = new RunnerFinalization({ projector: fold, store, clock, publish: publishReports(dir) });
  await finalization.project(await viewOf(store, dir));
}

/** What inherits from a winner would stand on runs that do not count any more; that is never so without being asked for. */
export function refuseStaleWinners({ winners }: RerunPlan, keepWinners: boolean): void {
  const [first, ...others] = winners;
  if (!first || keepWinners) return;
  const refusal = ({ tier, title, agent }: RerunPlan["winners"][number]): string =>
    `the winner of ${title} (${tier}) for ${agent} was chosen from these runs, and what inherits from it was planned with it`;
  throw new ScyllaError("PLAN_REFUSED", refusal(first), {
    hint: "A recorded winner is never chosen again. Leave the group out, or keep its winner as it is recorded with --keep-winners, or run the experiment afresh in another directory with `scylla run --out`.",
    also: others.map((one) => new ScyllaError("PLAN_REFUSED", refusal(one))),
  });
}

async function viewOf(store: RunStore, dir: string) {
  const view = await readView(store);
  if (view) return view;
  throw new ScyllaError("STORE_MISSING", `no plan was accepted in ${dir} yet`, { hint: "Run its experiment first." });
}
