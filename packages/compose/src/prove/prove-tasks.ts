import type { Grader, LoadedExperiment } from "@scylla/contracts";
import { checkGrader } from "@scylla/judge";
import { hostEnvironment, partsOf } from "../default-parts.ts";
import { namedWorkspaces } from "../named-workspaces.ts";
import type { PartOptions } from "../runner-options.ts";
import { sandboxFor } from "../sandbox-for.ts";
import { laboratory } from "./laboratory.ts";
import { claimProofName, newProofName } from "./proof-name.ts";
import { proveTask } from "./prove-task.ts";
import type { TaskProof } from "./task-proof.ts";

export interface ProveOptions extends PartOptions {
  readonly grader?: Grader | undefined;
  /** Gradings of each kind. Default: 3. */
  readonly repeat?: number | undefined;
  /** Told of each task as it is proved. */
  readonly onProof?: (proof: TaskProof) => void;
  readonly signal?: AbortSignal;
}

/**
 * Tries every task out before money is spent on it: its checks start where agents work, doing nothing fails them, the reference
 * passes them, and they answer alike each time. No agent is started, and no experiment directory is touched.
 * @throws {ScyllaError} for a repository or set-up that can't be had; `INTERRUPTED`.
 */
export async function proveTasks(
  experiment: LoadedExperiment,
  options: ProveOptions = {},
): Promise<readonly TaskProof[]> {
  const { adapter, processes, workRoot: root } = partsOf(options);
  const sandbox = await sandboxFor(options, experiment, adapter);
  // Workspaces of somebody else's are swept by them.
  await using claimed = options.workspaces ? null : await claimProofName({ root, processes });
  const token = claimed?.name ?? newProofName();
  const workspaces = options.workspaces ?? namedWorkspaces({ root, processes, experiment: async () => token });
  const grader = options.grader ?? checkGrader({ processes, sandbox, environment: hostEnvironment });
  const parts = { workspaces, processes, grader, environment: hostEnvironment, token };
  const signal = options.signal ?? new AbortController().signal;
  const proofs: TaskProof[] = [];
  for (const task of experiment.tasks) {
    const proof = await proveTask(laboratory(experiment, task, parts, signal), options.repeat ?? 3);
    options.onProof?.(proof);
    proofs.push(proof);
  }
  return proofs;
}
