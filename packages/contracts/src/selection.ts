import type { Digest } from "./digest.ts";
import type { NanoUsd } from "./money.ts";
import type { ResourceSpec } from "./treatment.ts";

/** One set-up's figures in a selection, across tasks, for one agent. */
export interface Contender {
  readonly subtest: string;
  readonly runs: number;
  readonly valid: number;
  readonly passRate: number | null;
  readonly meanScore: number | null;
  readonly meanCost: NanoUsd | null;
}

/**
 * The recorded choice of a tier's winner for one agent. Made once, when the tier is settled; never re-made silently.
 * `winner` is null when fewer runs than the quorum are valid: dependants then follow their `onMissing`.
 */
export interface Selection {
  readonly schema: "selection/1";
  readonly tier: string;
  readonly agent: string;
  readonly winner: { readonly subtest: string; readonly resources: ResourceSpec } | null;
  readonly rule: "single" | "pass-rate" | "mean-score" | "mean-cost" | "subtest-id" | "below-quorum";
  /** Best first. */
  readonly contenders: readonly Contender[];
  /** The treatments that it rests on, by subtest. */
  readonly basis: Readonly<Record<string, Digest>>;
}
