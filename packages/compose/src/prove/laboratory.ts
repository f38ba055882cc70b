import {
  type CheckResult,
  type CheckSpec,
  type Delivery,
  decodeFileSet,
  type FileSet,
  type Grader,
  type LoadedExperiment,
  type LoadedTask,
  type ProcessRunner,
  type TemplateSpec,
  type Workspace,
  type WorkspaceProvider,
} from "@scylla/contracts";
import type { EnvironmentFactory } from "@scylla/runner-core";

export interface ProofParts {
  readonly workspaces: WorkspaceProvider;
  readonly processes: ProcessRunner;
  readonly grader: Grader;
  readonly environment: EnvironmentFactory;
  /** In the environment of whatever is started, and in the names of workspaces: no other proof has it. */
  readonly token: string;
}

/** Where one task is tried out: every workspace and tree is made for one question and removed after it. */
export interface Laboratory {
  readonly task: LoadedTask;
  readonly parts: ProofParts;
  readonly signal: AbortSignal;
  /** Works in a fresh workspace as an agent without any treatment would find it. */
  inWorkspace<T>(work: (workspace: Workspace) => Promise<T>): Promise<T>;
  /** What has changed in a workspace. */
  capture(workspace: Workspace): Promise<FileSet | null>;
  /** Runs every check, each in a tree of its own, as a grading would. */
  grade(changes: FileSet | null): Promise<readonly CheckResult[]>;
}

const NOTHING: Delivery = { files: [], scrub: [] };

export function laboratory(
  experiment: LoadedExperiment,
  task: LoadedTask,
  parts: ProofParts,
  signal: AbortSignal,
): Laboratory {
  const { workspaces, grader, token } = parts;
  const template: TemplateSpec = { repo: task.repo, setup: task.setup };
  const id = (what: string): string => `${token}-${what}`;
  const hidden = new Map(experiment.objects.map(({ digest, bytes }) => [digest, bytes]));

  const overlayOf = ({ hiddenTests }: CheckSpec): readonly FileSet[] => {
    const bytes = hiddenTests === null ? undefined : hidden.get(hiddenTests);
    return bytes ? [decodeFileSet(bytes)] : [];
  };
  const runCheck = async (check: CheckSpec, i: number, changes: FileSet | null): Promise<CheckResult> => {
    const { protect } = task.grading;
    await using tree = await workspaces.gradedTree(
      { id: id(`check-${i}`), template, changes, protect, overlay: overlayOf(check) },
      signal,
    );
    return (await grader.check({ check, tree, token }, signal)).result;
  };
  return {
    task,
    parts,
    signal,
    inWorkspace: async (work) => {
      const workspace = await workspaces.create({ id: id("agent"), template, delivery: NOTHING }, signal);
      try {
        return await work(workspace);
      } finally {
        await workspaces.dispose(workspace.id);
      }
    },
    capture: async (workspace) =>
      (await workspaces.capture({ id: workspace.id, template, delivery: NOTHING }, signal)).changes,
    grade: async (changes) => {
      const results: CheckResult[] = [];
      for (const [i, check] of task.grading.checks.entries()) results.push(await runCheck(check, i, changes));
      return results;
    },
  };
}
