import { PRICE_SOURCE } from "@scylla/agents";
import type { LoadedExperiment } from "@scylla/contracts";
import { type ResolvedPlan, RunnerSetup, type RunRequest } from "@scylla/runner-core";
import { partsOf } from "./default-parts.ts";
import { NO_EXPERIMENT, namedWorkspaces } from "./named-workspaces.ts";
import { runRequest } from "./run-request.ts";
import type { PartOptions } from "./runner-options.ts";
import { sandboxFor } from "./sandbox-for.ts";

/**
 * What a first run of the experiment would freeze as its plan. Commits are fetched where they are not at hand; nothing is started or stored.
 * @throws {ScyllaError} with the code of whatever can't be planned.
 */
export async function planExperiment(
  experiment: LoadedExperiment,
  options: PartOptions & { readonly request?: Partial<RunRequest>; readonly signal?: AbortSignal } = {},
): Promise<ResolvedPlan> {
  const { adapter, processes, tierManager, workRoot: root } = partsOf(options);
  const sandbox = await sandboxFor(options, experiment, adapter);
  const workspaces = options.workspaces ?? namedWorkspaces({ root, processes, experiment: async () => NO_EXPERIMENT });
  const setup = new RunnerSetup({ tierManager, workspaces, adapter, processes, sandbox, priceSource: PRICE_SOURCE });
  const signal = options.signal ?? new AbortController().signal;
  return setup.resolve(experiment, runRequest(options.request ?? {}), { plan: null, selections: [] }, signal);
}
