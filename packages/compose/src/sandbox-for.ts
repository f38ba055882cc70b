import type { AgentAdapter, LoadedExperiment, PlannedAgent, Sandbox } from "@scylla/contracts";
import { chooseSandbox, noSandbox } from "@scylla/workspace";
import { defaultPart } from "./check-ports.ts";
import { openRehearsal } from "./open-rehearsal.ts";
import type { RunnerOptions } from "./runner-options.ts";

/**
 * What agents and checks are confined by. `auto` stays with what stored cells have. Without any it confines agents that reach their
 * models through the gateway; programs of somebody's own may need what lies beside them, and a network, and are confined when asked for.
 * @throws {ScyllaError} `SANDBOX_UNAVAILABLE`.
 */
export async function sandboxFor(
  options: Pick<RunnerOptions, "sandbox" | "store" | "artifacts"> & { readonly dir?: string | undefined },
  experiment: LoadedExperiment | null,
  adapter: (kind: string) => AgentAdapter,
): Promise<Sandbox> {
  if (options.sandbox) return options.sandbox;
  const asked = experiment?.sandbox ?? "auto";
  const keep =
    asked === "auto" && options.dir !== undefined ? await storedIsolation({ ...options, dir: options.dir }) : null;
  const isOwnProgram = (agent: PlannedAgent): boolean => (agent.provider ?? adapter(agent.kind).provider) === undefined;
  if (asked === "auto" && keep === null && (experiment?.agents ?? []).some(isOwnProgram)) return noSandbox();
  return defaultPart("sandbox", "@scylla/workspace", await chooseSandbox(asked, { keep, image: experiment?.image }));
}

/** Of the plan that is current; null where there is none yet. */
async function storedIsolation(options: Parameters<typeof openRehearsal>[0]): Promise<string | null> {
  await using session = await openRehearsal(options);
  const plans = await session.store.plans();
  return plans.at(-1)?.plan.cells[0]?.conditions.sandbox ?? null;
}
