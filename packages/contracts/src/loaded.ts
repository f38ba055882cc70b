import type { Digest } from "./digest.ts";
import type { SourcePosition } from "./errors.ts";
import type { Comparison, ModelPrice, PlannedAgent, PlannedTask, PlannedTier } from "./plan.ts";
import type { PlannedProvider } from "./provider.ts";
import type { ResourceSpec } from "./treatment.ts";

/** A set-up as its file says it, with every reference replaced by content. */
export interface LoadedSubtest {
  readonly tier: string;
  readonly id: string;
  readonly title: string;
  readonly inherits: { readonly tiers: readonly string[]; readonly onMissing: "fail" | "skip" } | null;
  readonly resources: ResourceSpec;
  readonly at: SourcePosition;
}

export interface LoadedLadder {
  /** In the ladder's order. */
  readonly tiers: readonly PlannedTier[];
  /** Tiers in ladder order, then ids by code unit. */
  readonly subtests: readonly LoadedSubtest[];
}

/** A task with its reference solution, which never enters a plan. */
export interface LoadedTask extends PlannedTask {
  readonly at: SourcePosition;
  /** Where its file names the repository, and the commit. Absent where no file does. */
  readonly repoAt?: { readonly source: SourcePosition; readonly commit: SourcePosition };
  /** A patch file; for `validate --prove`. */
  readonly reference: string | null;
}

/** Bytes that a plan names by digest and that must be stored before it. */
export interface PlanObject {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** An experiment with all that its files say, read once: planning needs no file of the user's after this. */
export interface LoadedExperiment {
  /** Absolute path of `experiment.yaml`. */
  readonly file: string;
  readonly name: string;
  readonly seed: number;
  readonly repeats: number;
  readonly quorum: number;
  readonly budgetUsd: number | null;
  /** Tiers to run, in ladder order. */
  readonly tiers: readonly string[];
  readonly ladder: LoadedLadder;
  readonly tasks: readonly LoadedTask[];
  readonly agents: readonly PlannedAgent[];
  /** As declared; empty means each set-up against the first. */
  readonly comparisons: readonly Comparison[];
  readonly concurrency: { readonly agents: number; readonly perAgent: Readonly<Record<string, number>> };
  readonly sandbox: string;
  /** What containers are made of, where the experiment names it. */
  readonly image?: string | undefined;
  /** Where models are reached, as far as the experiment says. Absent: it says nothing. */
  readonly providers?: readonly PlannedProvider[] | undefined;
  /** Prices of its own, by model. */
  readonly prices?: Readonly<Record<string, ModelPrice>> | undefined;
  /** Hidden tests and rubrics, as stored objects. */
  readonly objects: readonly PlanObject[];
}
