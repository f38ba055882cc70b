import { cellLabel, type FrozenPlan, type Recipe } from "@scylla/contracts";
import { plainText } from "@scylla/report";
import { titlesOf } from "../progress/titles.ts";

interface Found {
  readonly recipe: Recipe;
  /** Why it will never be run; null while it waits. */
  readonly reason: string | null;
}

/** What `explain --json` prints of a cell whose treatment is not known. Members are only ever added. */
export function recipeJson({ recipe: { key, inherits, onMissing, conditions }, reason }: Found): object {
  return { kind: "recipe", key: cellLabel(key), ...key, inherits, onMissing, conditions, reason };
}

export function recipeLines(
  { recipe: { key, inherits, onMissing }, reason }: Found,
  frozen: FrozenPlan,
): readonly string[] {
  const titles = titlesOf(frozen);
  const groups = inherits.map(titles.group).join(", ");
  return [
    titles.setUp(key),
    `  key      ${cellLabel(key)}`,
    `  inherits from the ${inherits.length === 1 ? "winner" : "winners"} of ${groups}`,
    reason === null
      ? "  waits: its treatment is made once all runs of these groups are valid or finally missing"
      : `  will not be run: ${plainText(reason)}`,
    `  without a winner its runs are ${onMissing === "fail" ? "finally missing" : "left out"}`,
  ];
}
