import type { ProcessRunner, WorkspaceProvider } from "@scylla/contracts";
import { PORTS } from "@scylla/contracts";
import { workspaceProvider } from "@scylla/workspace";
import { defaultPart } from "./check-ports.ts";
import { removeAbandonedProofs } from "./prove/proof-name.ts";

/** Of workspaces that belong to no experiment: only repositories are fetched under this name. */
export const NO_EXPERIMENT = "none";

/**
 * Workspaces under the name of their experiment. The name comes into being with the first accepted plan, and repositories are needed
 * before it, so the provider is made when it is first used, and once more when the name is known. A sweep takes with it what killed proofs left.
 */
export function namedWorkspaces(params: {
  readonly root: string;
  readonly processes: ProcessRunner;
  /** Null while there is none. */
  readonly experiment: () => Promise<string | null>;
}): WorkspaceProvider {
  const { root, processes } = params;
  const providers = new Map<string, Promise<WorkspaceProvider>>();
  let known: string | null = null;
  const under = (experiment: string): Promise<WorkspaceProvider> => {
    const made = providers.get(experiment) ?? newProvider({ root, processes, experiment });
    providers.set(experiment, made);
    return made;
  };
  const own = async (): Promise<WorkspaceProvider> => {
    known ??= await params.experiment();
    return under(known ?? NO_EXPERIMENT);
  };
  return {
    port: PORTS.workspace,
    mode: "auto",
    ensureCommit: async (...args) => (await own()).ensureCommit(...args),
    ensureTemplate: async (...args) => (await own()).ensureTemplate(...args),
    create: async (...args) => (await own()).create(...args),
    open: async (...args) => (await own()).open(...args),
    equip: async (...args) => (await own()).equip?.(...args),
    collect: async (...args) => (await (await own()).collect?.(...args)) ?? [],
    capture: async (...args) => (await own()).capture(...args),
    gradedTree: async (...args) => (await own()).gradedTree(...args),
    dispose: async (...args) => (await own()).dispose(...args),
    sweep: async (...args) => {
      await removeAbandonedProofs({ root, processes });
      return (await own()).sweep(...args);
    },
  };
}

async function newProvider(options: Parameters<typeof workspaceProvider>[0]): Promise<WorkspaceProvider> {
  return defaultPart("workspaces", "@scylla/workspace", await workspaceProvider(options));
}
