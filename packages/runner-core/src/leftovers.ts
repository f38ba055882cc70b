import { type ExperimentView, isFinal } from "@scylla/contracts";
import { workspaceId } from "./claimed-run.ts";
import type { ExecutionPorts } from "./ports.ts";

/** Kills what an earlier process of this experiment left running, and removes the workspaces that nobody will carry on with. */
export async function removeLeftovers(
  ports: Pick<ExecutionPorts, "processes" | "workspaces" | "observer">,
  view: ExperimentView,
): Promise<void> {
  const open = view.runs.filter((run) => !isFinal(run.state) && run.fence > 0);
  const tokens = open.flatMap((run) => view.results.get(run.id)?.token ?? []);
  const keep = open
    .filter((run) => run.state === "workspace" || run.state === "agent")
    .map((run) => workspaceId(run.id, run.attempt));
  const processes = tokens.length > 0 ? await ports.processes.reap(new Set(tokens)) : 0;
  const swept = await ports.workspaces.sweep(new Set(keep));
  if (processes + swept.workspaces + swept.mounts > 0) ports.observer.leftoversRemoved?.({ processes, ...swept });
}
