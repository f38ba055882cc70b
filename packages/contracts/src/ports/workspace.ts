import type { FileSet } from "../file-set.ts";
import type { RepoSource } from "../plan.ts";
import type { PORTS } from "../port.ts";
import type { Delivery, FileValue } from "../treatment.ts";
import type { CaptureFacts } from "./run-store.ts";

/** What a template is made of: equal specs share one template. */
export interface TemplateSpec {
  readonly repo: RepoSource;
  readonly setup: readonly (string | readonly string[])[];
}

/** Directories of one attempt. They never move. */
export interface Workspace {
  /** What the provider finds it by, from any process: `<run>-<attempt>`. */
  readonly id: string;
  /** The working tree: the agent's current directory. */
  readonly root: string;
  /** Private, empty at first. */
  readonly home: string;
  readonly tmp: string;
  /** Of the harness, beside the workspace: output files and the like. */
  readonly logs: string;
}

export interface Capture {
  readonly facts: CaptureFacts;
  /** The agent's changes as text, for people; null when there are none. */
  readonly patch: Uint8Array | null;
  /** The same as a file set, for grading; null when there are none. */
  readonly changes: FileSet | null;
}

/** A directory in which checks run; gone when disposed. */
export interface GradedTree extends AsyncDisposable {
  readonly root: string;
  readonly home: string;
  readonly tmp: string;
  /** Emptied for each grading. */
  readonly results: string;
}

export interface SweepReport {
  readonly workspaces: number;
  readonly mounts: number;
}

/**
 * Makes, reads and removes working directories. The host never trusts what is in one: no link is followed,
 * nothing of the agent's git directory, configuration, attributes, filters, hooks or ignore rules is used.
 * Every method is safe to repeat and to call for different workspaces at once.
 */
export interface WorkspaceProvider {
  readonly port: typeof PORTS.workspace;
  /** How runs get their tree: `overlay` or `copy`. */
  readonly mode: string;
  /** Makes sure that the commit is at hand. @throws {ScyllaError} `REPO_UNREACHABLE`, `COMMIT_MISSING`, `GIT_MISSING`. */
  ensureCommit(repo: RepoSource, signal: AbortSignal): Promise<void>;
  /** Makes the template with its set-up, once, also when asked for many times at once. @throws {ScyllaError} `SETUP_FAILED`. */
  ensureTemplate(template: TemplateSpec, signal: AbortSignal): Promise<void>;
  /** A fresh workspace with the delivery in it; whatever stood under this id is removed first. */
  create(
    params: { readonly id: string; readonly template: TemplateSpec; readonly delivery: Delivery },
    signal: AbortSignal,
  ): Promise<Workspace>;
  /** The workspace as it was left, also by another process; null when it is gone. */
  open(id: string): Promise<Workspace | null>;
  /** Writes files into the private home, before the agent starts; what stands at a path is replaced. */
  equip?(params: { readonly id: string; readonly files: readonly FileValue[] }): Promise<void>;
  /** Files of the private home by patterns over its paths, in path order: no link is followed, and what is too large to keep is left out. */
  collect?(params: { readonly id: string; readonly patterns: readonly string[] }): Promise<FileSet>;
  /** What the agent changed, without the delivery's own files. The attempt's processes are dead by now. */
  capture(
    params: { readonly id: string; readonly template: TemplateSpec; readonly delivery: Delivery },
    signal: AbortSignal,
  ): Promise<Capture>;
  /** The task's commit with its set-up, plus the changes outside `protect`, plus `overlay` (hidden tests). Made from stored values only. */
  gradedTree(
    params: {
      readonly id: string;
      readonly template: TemplateSpec;
      readonly changes: FileSet | null;
      readonly protect: readonly string[];
      readonly overlay: readonly FileSet[];
    },
    signal: AbortSignal,
  ): Promise<GradedTree>;
  /** Removes a workspace, whatever the agent made of it. */
  dispose(id: string): Promise<void>;
  /** Removes everything of this experiment but the named workspaces: what a killed process left behind. */
  sweep(keep: ReadonlySet<string>): Promise<SweepReport>;
}
