import type { DatabaseSync } from "node:sqlite";
import { type SealedTable, sealedTable } from "../sqlite/sealed-table.ts";

export type ExperimentRow = {
  readonly id: string;
  readonly name: string;
  readonly created_at_ms: number;
  readonly finalized_revision: number | null;
  /** How many there are. */
  readonly runs: number;
  /** Sum of the seals of all plans, cells and selections. */
  readonly content: number;
};

export type PlanRow = {
  readonly revision: number;
  readonly digest: string;
  readonly document: string;
  readonly accepted_at_ms: number;
};

type CellRow = { readonly id: number; readonly digest: string };

export type RunRow = {
  readonly id: number;
  readonly cell: number;
  readonly n: number;
  readonly state: string;
  /** How many steps its log has. */
  readonly version: number;
  readonly fence: number;
  readonly attempt: number;
  readonly grading: number;
  /** JSON. */
  readonly hold: string | null;
  readonly missing: string | null;
  /** Sum of the seals of its rows in other tables. */
  readonly content: number;
};

export type TransitionRow = {
  readonly run: number;
  readonly op_id: string;
  readonly version: number;
  readonly from_state: string;
  readonly to_state: string;
  readonly fence: number;
  readonly at_ms: number;
  /** Why, where a step is not the ordinary one. */
  readonly note: string | null;
};

export type AttemptRow = {
  readonly position: number;
  readonly run: number;
  readonly attempt: number;
  readonly token: string;
  readonly started_at_ms: number;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly exit_code: number | null;
  readonly signal: string | null;
  readonly duration_ms: number | null;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cache_read_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly reasoning_tokens: number | null;
  /** 1 where the agent reported its usage, of whatever it knew. */
  readonly usage_known: number | null;
  readonly cost: number | null;
  readonly cost_source: string | null;
  readonly isolation: string | null;
  readonly output_truncated: number | null;
  /** JSON. */
  readonly capture: string | null;
  readonly abandoned: string | null;
};

export type GradingRow = {
  readonly run: number;
  readonly attempt: number;
  readonly grading: number;
  readonly spec: string;
  /** JSON. */
  readonly checks: string;
  readonly passed: number | null;
  readonly score: number | null;
  readonly grade: string | null;
  /** Null until there is a verdict. */
  readonly basis: string | null;
};

export type ArtifactRow = {
  readonly run: number;
  readonly attempt: number;
  readonly grading: number;
  readonly name: string;
  readonly digest: string;
  readonly bytes: number;
};

export type SpendRow = {
  readonly run: number;
  readonly attempt: number;
  readonly reason: string;
  readonly cost: number | null;
  readonly at_ms: number;
};

type SelectionRow = {
  readonly tier: string;
  readonly agent: string;
  readonly document: string;
  readonly at_ms: number;
};

type ParkRow = { readonly key: string; readonly until_ms: number };

/** The tables of a store; their columns stand in the migrations too. */
export interface Tables {
  readonly experiment: SealedTable<ExperimentRow>;
  readonly plan: SealedTable<PlanRow>;
  readonly cell: SealedTable<CellRow>;
  readonly run: SealedTable<RunRow>;
  readonly transition: SealedTable<TransitionRow>;
  readonly attempt: SealedTable<AttemptRow>;
  readonly grading: SealedTable<GradingRow>;
  readonly artifact: SealedTable<ArtifactRow>;
  readonly spend: SealedTable<SpendRow>;
  readonly selection: SealedTable<SelectionRow>;
  readonly park: SealedTable<ParkRow>;
}

export function tablesOf(database: DatabaseSync): Tables {
  return {
    experiment: sealedTable(
      database,
      "experiment",
      ["id", "name", "created_at_ms", "finalized_revision", "runs", "content"],
      ["id"],
    ),
    plan: sealedTable(database, "plan", ["revision", "digest", "document", "accepted_at_ms"], ["revision"]),
    cell: sealedTable(database, "cell", ["id", "digest"], ["id"]),
    run: sealedTable(
      database,
      "run",
      ["id", "cell", "n", "state", "version", "fence", "attempt", "grading", "hold", "missing", "content"],
      ["id"],
    ),
    transition: sealedTable(
      database,
      "transition",
      ["run", "op_id", "version", "from_state", "to_state", "fence", "at_ms", "note"],
      ["run", "op_id"],
    ),
    attempt: sealedTable(
      database,
      "attempt",
      [
        "position",
        "run",
        "attempt",
        "token",
        "started_at_ms",
        "outcome",
        "reason",
        "exit_code",
        "signal",
        "duration_ms",
        "input_tokens",
        "output_tokens",
        "cache_read_tokens",
        "cache_write_tokens",
        "reasoning_tokens",
        "usage_known",
        "cost",
        "cost_source",
        "isolation",
        "output_truncated",
        "capture",
        "abandoned",
      ],
      ["position"],
    ),
    grading: sealedTable(
      database,
      "grading",
      ["run", "attempt", "grading", "spec", "checks", "passed", "score", "grade", "basis"],
      ["run", "attempt", "grading"],
    ),
    artifact: sealedTable(
      database,
      "artifact",
      ["run", "attempt", "grading", "name", "digest", "bytes"],
      ["run", "attempt", "grading", "name"],
    ),
    spend: sealedTable(database, "spend", ["run", "attempt", "reason", "cost", "at_ms"], ["run", "attempt"]),
    selection: sealedTable(database, "selection", ["tier", "agent", "document", "at_ms"], ["tier", "agent"]),
    park: sealedTable(database, "park", ["key", "until_ms"], ["key"]),
  };
}
