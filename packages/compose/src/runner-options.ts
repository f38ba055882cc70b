import type {
  AgentAdapter,
  ArtifactStore,
  Clock,
  Gateway,
  Grader,
  ProcessRunner,
  Projector,
  RunnerObserver,
  RunQueue,
  RunStore,
  Sandbox,
  TierManager,
  WorkspaceProvider,
} from "@scylla/contracts";
import type { EnvironmentFactory, ExecutionOptions, QueueLimits, Recordings } from "@scylla/runner-core";

/** What planning and running have in common. Whatever is absent has a default. */
export interface PartOptions {
  /** Where repositories, templates and workspaces are. Default: `SCYLLA_WORK_DIR`, else a directory of this user's outside of every repository. */
  readonly workRoot?: string | undefined;
  /** One for each kind of agent. Default: commands, and the coding agents of `@scylla/agents`. */
  readonly agents?: readonly AgentAdapter[] | undefined;
  readonly processes?: ProcessRunner | undefined;
  readonly workspaces?: WorkspaceProvider | undefined;
  /** Around agents, and around the checks of the default grader. Default: what the experiment asks for with `sandbox`. */
  readonly sandbox?: Sandbox | undefined;
  readonly tierManager?: TierManager | undefined;
}

export interface RunnerOptions extends PartOptions {
  /** The experiment directory: store, stored objects, reports. Made where it does not exist. */
  readonly dir: string;
  /** Agents at once. Default: 2 in all. Not used by a given `queue`. */
  readonly concurrency?: QueueLimits | undefined;
  /**
   * Default: SQLite in `dir`, under the writer's lock. A given store is neither locked nor closed here:
   * whoever made it sees to it that it has one writer.
   */
  readonly store?: RunStore | undefined;
  /** Default: files in `dir`. */
  readonly artifacts?: ArtifactStore | undefined;
  /** Between agents and their models. Default: one with the providers, prices and budget of the plan. A given one is not closed here. */
  readonly gateway?: Gateway | undefined;
  /** Keeps what passes between agents and their models, or plays it back. */
  readonly recordings?: Recordings | undefined;
  readonly grader?: Grader | undefined;
  readonly projector?: Projector | undefined;
  readonly queue?: RunQueue | undefined;
  /** Makes the environment of agents and checks. Default: an allow-list of this process's. */
  readonly environment?: EnvironmentFactory | undefined;
  readonly clock?: Clock | undefined;
  readonly observers?: readonly RunnerObserver[] | undefined;
  /** Retries, and how long a deadline is waited for. */
  readonly execution?: ExecutionOptions | undefined;
}
