import type {
  AgentAdapter,
  ArtifactStore,
  Clock,
  Gateway,
  Grader,
  ProcessRunner,
  RunnerObserver,
  RunStore,
  Sandbox,
  TierManager,
  WorkspaceProvider,
} from "@scylla/contracts";

/** Makes the environment of a process: an allow-list of the host's, private directories, and the names that the experiment lets through. */
export type EnvironmentFactory = (params: {
  readonly home: string;
  readonly tmp: string;
  readonly allow: readonly string[];
}) => Readonly<Record<string, string>>;

/** What passes between agents and their models, by the label of the run. */
export interface Recordings {
  /** Keeps it as an artefact of the attempt. */
  readonly keep?: boolean | undefined;
  /** Plays back what was kept: no model is asked, and nothing is paid. @throws {ScyllaError} `REFERENCE_MISSING` for a run that was not recorded. */
  readonly replay?: ((run: string) => Promise<string>) | undefined;
}

/** What execution works with. */
export interface ExecutionPorts {
  readonly store: RunStore;
  readonly artifacts: ArtifactStore;
  readonly tierManager: TierManager;
  readonly workspaces: WorkspaceProvider;
  readonly processes: ProcessRunner;
  /** Around agents; a grader brings its own. */
  readonly sandbox: Sandbox;
  readonly grader: Grader;
  readonly adapter: (kind: string) => AgentAdapter;
  readonly environment: EnvironmentFactory;
  /** Between agents and their models. Absent: agents that ask models are refused. */
  readonly gateway?: Gateway | undefined;
  readonly recordings?: Recordings | undefined;
  readonly clock: Clock;
  readonly observer: RunnerObserver;
}
