import { type ExperimentView, isFinal } from "@scylla/contracts";
import { workspaceId } from "./claimed-run.ts";
import type { ExecutionPorts } from "./ports.ts";

/** Kills what an earlier process of this experiment left running, and removes the workspaces that nobody will carry on with. */
export async function removeLeftovers(
  ports: Pick<ExecutionPorts, "processes" | "sandbox" | "workspaces" | "observer">,
  view: ExperimentView,
): Promise<void> {
  const open = view.runs.filter((run) => !isFinal(run.state) && run.fence > 0);
  const tokens = open.flatMap((run) => view.results.get(run.id)?.token ?? []);
  const keep = open
    // What an interrupted purchase cost is read beside its workspace when the run is claimed again.
    .filter((run) => run.state === "workspace" || run.state === "agent" || run.state === "buying")
    .map((run) => workspaceId(run.id, run.attempt));
  const processes = tokens.length > 0 ? await reap(ports, new Set(tokens)) : 0;
  const swept = await ports.workspaces.sweep(new Set(keep));
  if (processes + swept.workspaces + swept.mounts > 0) ports.observer.leftoversRemoved?.({ processes, ...swept });
}

/** First what can be seen from here, then what a sandbox hides. */
async function reap(
  { processes, sandbox }: Pick<ExecutionPorts, "processes" | "sandbox">,
  tokens: ReadonlySet<string>,
): Promise<number> {
  return (await processes.reap(tokens)) + (await sandbox.reap(tokens));
}
