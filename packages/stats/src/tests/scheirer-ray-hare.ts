import { requireFinite } from "../checks.ts";
import { chiSquare } from "../distributions/chi-square.ts";
import { rank } from "./ranks.ts";

/** One value with its level of each factor. */
export interface FactorialValue {
  readonly value: number;
  readonly a: string;
  readonly b: string;
}

export interface FactorialEffect {
  readonly h: number;
  readonly df: number;
  readonly p: number;
}

/** An effect is null when its factor has one level only. */
export interface ScheirerRayHare {
  readonly a: FactorialEffect | null;
  readonly b: FactorialEffect | null;
  readonly interaction: FactorialEffect | null;
}

/**
 * Scheirer-Ray-Hare test: a two-way analysis of variance of ranks. Weak for interactions, and with unequal cells its effects overlap (the
 * interaction's sum of squares is what is left, at least 0): prefer {@link blockPermutation} for one question. When all values are equal p is 1.
 * Source: C. J. Scheirer, W. S. Ray and N. Hare, Biometrics 32 (1976) 429-434.
 * @returns null for no values.
 * @throws {RangeError} for a value that is NaN or infinite, and when a combination of levels has no value.
 */
export function scheirerRayHare(values: readonly FactorialValue[]): ScheirerRayHare | null {
  requireFinite(
    values.map(({ value }) => value),
    "values",
  );
  if (values.length === 0) return null;
  const { ranks } = rank(values.map(({ value }) => value));
  const sides = {
    a: Map.groupBy(ranks.keys(), (i) => values[i]?.a ?? ""),
    b: Map.groupBy(ranks.keys(), (i) => values[i]?.b ?? ""),
    cells: Map.groupBy(ranks.keys(), (i) => JSON.stringify([values[i]?.a, values[i]?.b])),
  };
  if (sides.cells.size !== sides.a.size * sides.b.size) {
    throw new RangeError(
      `${sides.a.size * sides.b.size - sides.cells.size} of the combinations of levels have no value`,
    );
  }
  const centre = (values.length + 1) / 2;
  const between = (groups: Map<string, number[]>): number =>
    [...groups.values()].reduce((total, members) => {
      const sum = members.reduce((s, i) => s + (ranks[i] ?? 0) - centre, 0);
      return total + (sum * sum) / members.length;
    }, 0);
  const spread = ranks.reduce((total, r) => total + (r - centre) ** 2, 0) / (values.length - 1);
  const effect = (squares: number, df: number): FactorialEffect | null => {
    if (df === 0) return null;
    const h = spread > 0 ? Math.max(0, squares) / spread : 0;
    return { h, df, p: chiSquare(df).sf(h) };
  };
  const [ssA, ssB] = [between(sides.a), between(sides.b)];
  const [dfA, dfB] = [sides.a.size - 1, sides.b.size - 1];
  return {
    a: effect(ssA, dfA),
    b: effect(ssB, dfB),
    interaction: effect(between(sides.cells) - ssA - ssB, dfA * dfB),
  };
}
