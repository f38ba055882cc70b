import type { Outcome } from "../outcome.ts";
import type { CheckSpec, GradingSpec } from "../plan.ts";
import type { PORTS } from "../port.ts";
import type { CheckResult, Verdict } from "../verdict.ts";
import type { GradedTree } from "./workspace.ts";

export interface CheckRun {
  readonly result: CheckResult;
  /** Its output, stdout then stderr, head and tail where it is long; null when there was none. */
  readonly log: Uint8Array | null;
}

/** Turns a captured attempt into evidence, and evidence into a verdict. */
export interface Grader {
  readonly port: typeof PORTS.grader;
  /** Runs one check in a tree made for it. A check that can't be run yields `error`, not a throw. Aborting throws `INTERRUPTED`. */
  check(
    params: { readonly check: CheckSpec; readonly tree: GradedTree; readonly token: string },
    signal: AbortSignal,
  ): Promise<CheckRun>;
  /** Pure arithmetic. */
  verdict(params: {
    readonly spec: GradingSpec;
    readonly outcome: Outcome;
    readonly checks: readonly CheckResult[];
  }): Verdict;
}
