import { isDeepStrictEqual } from "node:util";
import { cellFields, type Difference, type Fields, type InspectedExperiment } from "@scylla/compose";
import { cellLabel, contendersOf, type PlannedCell, ScyllaError } from "@scylla/contracts";
import { type CellRun, cellRuns } from "../listing/cell-runs.ts";
import type { Comparison } from "./against.ts";

/** All that is known of a cell: what `explain --json` prints. Members are only ever added. */
export interface CellAccount {
  readonly kind: "cell";
  readonly key: string;
  readonly tier: string;
  readonly subtest: string;
  readonly task: string;
  readonly agent: string;
  readonly digest: string;
  /** What decides the digest. */
  readonly fields: Fields;
  readonly runs: readonly CellRun[];
  /** The recorded winners that it inherits from; empty for a cell that inherits nothing. */
  readonly inherited: readonly {
    readonly tier: string;
    readonly winner: string | null;
    /** The figures that it was chosen by are not those of the runs any more. */
    readonly figuresChanged: boolean;
  }[];
  /** Cells of earlier plans that had the same key, newest first. */
  readonly earlier: readonly {
    readonly digest: string;
    readonly revision: number;
    readonly differences: readonly Difference[];
  }[];
  readonly against: Comparison | null;
}

export async function cellAccount(
  experiment: InspectedExperiment,
  cell: PlannedCell,
  against: Comparison | null,
): Promise<CellAccount> {
  const { view, cells } = experiment;
  const known = cells.get(cell.digest);
  if (!known) throw new ScyllaError("INTERNAL", "a cell of the plan is in no plan");
  const key = cellLabel(cell.key);
  const earlier = [];
  for (const other of cells.values()) {
    if (other.cell.digest === cell.digest || cellLabel(other.cell.key) !== key) continue;
    earlier.push({
      digest: other.cell.digest,
      revision: other.revision,
      differences: await experiment.differences(other, known),
    });
  }
  return {
    kind: "cell",
    key,
    ...cell.key,
    digest: cell.digest,
    fields: cellFields({ ...known, treatment: await experiment.treatment(known) }),
    runs: cellRuns(view, cell),
    inherited: inheritedBy(view, cell),
    earlier,
    against,
  };
}

function inheritedBy(view: InspectedExperiment["view"], { key }: PlannedCell): CellAccount["inherited"] {
  const recipe = view.plan.frozen.recipes.find((one) => cellLabel(one.key) === cellLabel(key));
  const byKey = (tier: string) => contendersOf(view, tier, key.agent);
  return (recipe?.inherits ?? []).flatMap((tier) => {
    const selection = view.selections.find((one) => one.tier === tier && one.agent === key.agent);
    if (!selection) return [];
    const chosenBy = selection.contenders.toSorted((a, b) => (a.subtest < b.subtest ? -1 : 1));
    const figuresChanged = !isDeepStrictEqual(chosenBy, byKey(tier));
    return [{ tier, winner: selection.winner?.subtest ?? null, figuresChanged }];
  });
}
