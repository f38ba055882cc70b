import {
  type CellKey,
  type CurrentPlan,
  cellLabel,
  matchingCells,
  nearestName,
  type PlannedCell,
  parseKeyPattern,
  type Recipe,
  type ScyllaError,
} from "@scylla/contracts";
import { usageError } from "./usage-error.ts";

/** What a key means. A recipe is a cell whose treatment is not known, or never will be. */
export type Found =
  | { readonly kind: "cell"; readonly cell: PlannedCell; readonly n: number | null }
  | { readonly kind: "recipe"; readonly recipe: Recipe; readonly reason: string | null };

/** Cells that are told where a key means several. */
const TOLD = 5;

/** The one cell, or run of it, that a key or its beginning means. @throws {ScyllaError} `USAGE`, naming the nearest. */
export function findKey(text: string, { cells, waiting, unresolved, frozen }: CurrentPlan): Found {
  const all: readonly (Found & { readonly key: CellKey })[] = [
    ...cells.map((cell) => ({ kind: "cell" as const, cell, n: null, key: cell.key })),
    ...waiting.map((recipe) => ({ kind: "recipe" as const, recipe, reason: null, key: recipe.key })),
    ...unresolved.map(({ recipe, reason }) => ({ kind: "recipe" as const, recipe, reason, key: recipe.key })),
  ];
  const pattern = parseKeyPattern(text);
  const [found, ...others] = pattern ? matchingCells(pattern, all) : [];
  if (!pattern || !found) throw unknownKey(text, all);
  if (others.length > 0) {
    const labels = [found, ...others].map(({ key }) => cellLabel(key));
    const more = labels.length > TOLD ? `, and ${labels.length - TOLD} more` : "";
    throw usageError(
      `${JSON.stringify(text)} means ${labels.length} cells`,
      `Name one: ${labels.slice(0, TOLD).join(", ")}${more}.`,
    );
  }
  if (pattern.n !== null && (pattern.n < 1 || pattern.n > frozen.repeats))
    throw usageError(
      `there is no run ${pattern.n} of ${cellLabel(found.key)}`,
      `Its runs are 01 to ${String(frozen.repeats).padStart(2, "0")}.`,
    );
  return found.kind === "cell" ? { ...found, n: pattern.n } : found;
}

/** No cell has this key. */
export function unknownKey(text: string, cells: readonly { readonly key: CellKey }[]): ScyllaError {
  const labels = cells.map(({ key }) => cellLabel(key));
  const parts = text.split("/");
  const typed = parts.slice(0, 4);
  const near = nearestName(
    typed.join("/"),
    labels.map((label) => beginning(label, typed)),
  );
  return usageError(
    `no cell has the key ${JSON.stringify(text)}`,
    near === null
      ? `Keys are like ${labels[0] ?? "task/T0/01-rule/agent"}/01; \`scylla list\` shows all.`
      : `Did you mean ${[near, ...parts.slice(4)].join("/")}?`,
  );
}

/** As much of a label as was typed: a key that was typed in part is near to a part. */
function beginning(label: string, typed: readonly string[]): string {
  const parts = label.split("/").slice(0, typed.length);
  const last = parts.at(-1) ?? "";
  const cut = last.slice(0, typed.at(-1)?.length);
  return [...parts.slice(0, -1), cut !== "" && cut.length < last.length / 2 ? cut : last].join("/");
}
