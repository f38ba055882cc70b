import type { Digest, Json } from "./digest.ts";
import { digestOf } from "./digest.ts";
import type { CellKey } from "./keys.ts";
import type { NanoUsd } from "./money.ts";
import type { PlannedProvider } from "./provider.ts";
import type { ProgramIdentity, ResourceSpec } from "./treatment.ts";

/** Where a repository is read from. The place is not part of any digest: the commit is the identity. */
export type RepoSource =
  | { readonly kind: "bundle"; readonly path: string; readonly commit: string }
  | { readonly kind: "path"; readonly path: string; readonly commit: string }
  | { readonly kind: "url"; readonly url: string; readonly commit: string };

export interface RunLimits {
  /** Milliseconds from the agent's start to its termination. */
  readonly timeMs: number;
  readonly turns: number | null;
  readonly usd: number | null;
}

/** What else the agent experiences. */
export interface Conditions {
  readonly limits: RunLimits;
  readonly agentVersion: string | null;
  readonly sandbox: string;
  readonly network: readonly string[];
}

export interface CheckSpec {
  readonly id: string;
  readonly command: string | readonly string[];
  readonly required: boolean;
  readonly weight: number;
  readonly timeMs: number;
  /** A stored file set that is laid over the graded tree. */
  readonly hiddenTests: Digest | null;
}

/** How attempts of a task are graded. A changed digest makes new gradings of the same attempts, never new attempts. */
export interface GradingSpec {
  readonly digest: Digest;
  readonly checks: readonly CheckSpec[];
  /** Patterns over paths: what the agent changed there is not graded. */
  readonly protect: readonly string[];
  /** Stored rubric text; its judging comes with the judge packages. */
  readonly rubric: Digest | null;
}

export interface PlannedTask {
  readonly id: string;
  readonly title: string;
  /** Identity of the task as the agent sees it: commit, set-up commands, prompt. */
  readonly digest: Digest;
  readonly repo: RepoSource;
  readonly setup: readonly (string | readonly string[])[];
  readonly prompt: string;
  readonly limits: RunLimits;
  readonly network: readonly string[];
  readonly grading: GradingSpec;
}

export interface PlannedTier {
  readonly id: string;
  readonly title: string;
  readonly dependsOn: readonly string[];
}

export interface PlannedSubtest {
  readonly tier: string;
  readonly id: string;
  readonly title: string;
}

export interface PlannedAgent {
  readonly id: string;
  readonly kind: string;
  readonly model: string | null;
  /** What is started, with paths resolved on this machine; not part of any digest. */
  readonly command: string | readonly string[] | null;
  /** The same as an identity. */
  readonly program: ProgramIdentity | null;
  /** Names of environment variables that are let through. */
  readonly env: readonly string[];
  readonly version: string | null;
  /** The provider of its models, where it is not the usual one of its kind; not part of any digest. */
  readonly provider?: string | undefined;
}

/** A cell whose treatment is known. */
export interface PlannedCell {
  readonly key: CellKey;
  readonly digest: Digest;
  readonly treatment: Digest;
  readonly conditions: Conditions;
}

/** A cell that inherits: its treatment is made when the selections it rests on are recorded. */
export interface Recipe {
  readonly key: CellKey;
  /** In merge order. */
  readonly inherits: readonly string[];
  readonly onMissing: "fail" | "skip";
  readonly own: ResourceSpec;
  readonly conditions: Conditions;
}

/** A set-up that an agent can't be given: it would get something weaker. Nothing of it is run, and results say so. */
export interface NotApplicable {
  readonly key: CellKey;
  /** What the agent can't be given: `skills`, `systemPrompt`, ... */
  readonly lacks: readonly string[];
}

/** USD per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Default: the price of input. */
  readonly cacheRead?: number | undefined;
  /** Default: the price of input. */
  readonly cacheWrite?: number | undefined;
}

/** What usage is priced by. */
export interface PlannedPrices {
  /** Name and version of the list. */
  readonly source: string;
  /** The experiment's own, by model, which go before those of the list. */
  readonly own: Readonly<Record<string, ModelPrice>>;
}

export interface Comparison {
  readonly id: string;
  /** `tier/subtest` */
  readonly baseline: string;
  readonly against: string;
  readonly metric: "passRate" | "score" | "costUsd" | "durationMs";
  readonly margin: number | null;
  readonly primary: boolean;
}

/**
 * Everything that will run, frozen before the first dollar: a plain value that can be printed, hashed and compared.
 * Its digest changes with anything in it; the digests of cells decide what is kept.
 */
export interface FrozenPlan {
  readonly schema: "plan/1";
  readonly experiment: string;
  readonly seed: number;
  readonly repeats: number;
  readonly quorum: number;
  readonly budget: NanoUsd | null;
  readonly tiers: readonly PlannedTier[];
  readonly subtests: readonly PlannedSubtest[];
  readonly tasks: readonly PlannedTask[];
  readonly agents: readonly PlannedAgent[];
  /** In key order. */
  readonly cells: readonly PlannedCell[];
  /** In key order. */
  readonly recipes: readonly Recipe[];
  readonly comparisons: readonly Comparison[];
  /** In key order. Absent: none. */
  readonly notApplicable?: readonly NotApplicable[] | undefined;
  /** Where models are reached, where that is not the usual. Absent: nothing was said. */
  readonly providers?: readonly PlannedProvider[] | undefined;
  /** Absent: no agent of the plan asks a model. */
  readonly prices?: PlannedPrices | undefined;
}

/** A further plan generation: the cells that recorded selections made of recipes, and the recipes that they left out. */
export interface PlanGeneration {
  readonly schema: "generation/1";
  readonly tier: string;
  readonly agent: string;
  readonly cells: readonly PlannedCell[];
  /** Recipes that will never become cells, with the reason. */
  readonly unresolved: readonly {
    readonly key: CellKey;
    readonly onMissing: "fail" | "skip";
    readonly reason: string;
  }[];
}

export function planDigest(plan: FrozenPlan | PlanGeneration): Digest {
  return digestOf(plan as unknown as Json);
}

/** The identity of a cell. Labels belong to it: a set-up that moves to another tier is another cell. */
export function cellDigest(cell: {
  readonly key: CellKey;
  readonly task: Digest;
  readonly treatment: Digest;
  readonly conditions: Conditions;
}): Digest {
  return digestOf(cell as unknown as Json);
}
