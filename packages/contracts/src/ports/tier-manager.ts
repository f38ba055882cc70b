import type { LoadedExperiment } from "../loaded.ts";
import type {
  NotApplicable,
  PlannedAgent,
  PlannedCell,
  PlannedSubtest,
  PlannedTask,
  PlannedTier,
  Recipe,
} from "../plan.ts";
import type { PORTS } from "../port.ts";
import type { Contender, Selection } from "../selection.ts";
import type { Delivery, ResourceSpec, Treatment } from "../treatment.ts";

/** What a ladder resolves to: cells whose treatment is known, and recipes for those that inherit. */
export interface LadderPlan {
  readonly tiers: readonly PlannedTier[];
  readonly subtests: readonly PlannedSubtest[];
  /** In key order. */
  readonly cells: readonly PlannedCell[];
  readonly recipes: readonly Recipe[];
  /** Set-ups that an agent can't be given, in key order. Absent: none. */
  readonly notApplicable?: readonly NotApplicable[] | undefined;
  /** Every treatment that a cell names, by digest. */
  readonly treatments: ReadonlyMap<string, Treatment>;
}

/** Ladder, treatments, inheritance and selection: pure values in and out. */
export interface TierManager {
  readonly port: typeof PORTS.tierManager;
  /**
   * Resolves every set-up of the chosen tiers for every task and agent.
   * @param available tiers whose selections are already recorded, and may be inherited from although they are not run.
   * @throws {ScyllaError} `DUPLICATE_TREATMENT`, `TIER_CYCLE`, `INHERITANCE_UNAVAILABLE`, `UNSUPPORTED`, `PLAN_EMPTY`.
   */
  plan(params: {
    readonly experiment: LoadedExperiment;
    readonly tiers: readonly string[];
    readonly maxSubtests: number | null;
    readonly available: ReadonlySet<string>;
    readonly sandbox: string;
    /** By agent id, as its adapter says. */
    readonly versions: ReadonlyMap<string, string | null>;
  }): LadderPlan;
  /** Turns a recipe into a cell by merging the winners' resources in order, then its own. The same winners give the same digest everywhere. */
  inherit(params: {
    readonly recipe: Recipe;
    readonly winners: readonly ResourceSpec[];
    readonly task: PlannedTask;
    readonly agent: PlannedAgent;
  }): {
    readonly cell: PlannedCell;
    readonly treatment: Treatment;
  };
  /** The winner by pass rate, then mean score, then lower mean cost, then subtest id. */
  select(params: {
    readonly tier: string;
    readonly agent: string;
    readonly quorum: number;
    readonly contenders: readonly Contender[];
    /** The treatment of each contender; its resources go into the record. */
    readonly treatments: Readonly<Record<string, Treatment>>;
  }): Selection;
  /** What the treatment puts into the workspace of an agent of its kind. */
  deliver(treatment: Treatment): Delivery;
}
