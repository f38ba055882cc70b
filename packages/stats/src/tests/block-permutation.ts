import { requireFinite } from "../checks.ts";
import { type RandomSource, randomSource } from "../random/random-source.ts";
import type { PermutationTest } from "./sign-flip.ts";
import { type PermutationOptions, permutationSettings } from "./sign-patterns.ts";
import { tailCounter } from "./tail-counter.ts";

/** The values of two treatments within one block, such as the runs of one task. */
export interface Block {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/**
 * Within-block permutation test that two treatments give the same: which value belongs to which treatment is permuted within each block
 * only, and the mean over blocks of mean(a) - mean(b) is compared. It tests that *no* block has an effect, so it speaks of these blocks
 * and not of others like them; for a population of tasks use a test on one difference per task. Blocks without both treatments are left out.
 * Source: E. J. G. Pitman, Biometrika 29 (1938) 322-335; Monte Carlo as in {@link signFlip}.
 * @returns null when no block has both treatments.
 * @throws {RangeError} for a value that is NaN or infinite, or an option that is no positive integer.
 */
export function blockPermutation(blocks: readonly Block[], options: PermutationOptions = {}): PermutationTest | null {
  const { exactUpTo, draws, seed } = permutationSettings(options);
  for (const { a, b } of blocks) {
    requireFinite(a, "a");
    requireFinite(b, "b");
  }
  const used = blocks.filter(({ a, b }) => a.length > 0 && b.length > 0).map(({ a, b }) => pool(a, b));
  if (used.length === 0) return null;
  const current = (): number =>
    used.reduce((total, { values, size, effect }) => total + effect(sumOf(values.slice(0, size))), 0);
  const scale = used.reduce((total, { values }) => total + Math.max(...values.map(Math.abs)), 0);
  const tails = tailCounter(current(), 1e-12 * scale);
  const arrangements = used.reduce((product, { values, size }) => product * choose(values.length, size), 1);
  if (arrangements <= exactUpTo) {
    const effects = used.map(({ values, size, effect }) => subsetSums(values, size).map(effect));
    for (const effect of totals(effects)) tails.count(effect);
    return { p: tails.p(), method: "exact", arrangements };
  }
  tails.count(current());
  const random = randomSource(seed);
  for (let draw = 0; draw < draws; draw++) {
    for (const { values, size } of used) drawFirst(values, size, random);
    tails.count(current());
  }
  return { p: tails.p(), method: "monte-carlo", arrangements: draws };
}

/** Puts `size` of the values, drawn without replacement, into the first places. */
function drawFirst(values: number[], size: number, random: RandomSource): void {
  for (let i = 0; i < size; i++) {
    const j = i + random.below(values.length - i);
    const [here, there] = [values[i] ?? 0, values[j] ?? 0];
    values[i] = there;
    values[j] = here;
  }
}

/** A block's values, a's first; `effect` makes mean(a) - mean(b) of a's sum. */
function pool(a: readonly number[], b: readonly number[]) {
  const values = [...a, ...b];
  const all = sumOf(values);
  return { values, size: a.length, effect: (sumA: number): number => sumA / a.length - (all - sumA) / b.length };
}

/** The sums of all subsets of a size. */
function subsetSums(values: readonly number[], size: number, from = 0): number[] {
  if (size === 0) return [0];
  return Array.from({ length: values.length - from - size + 1 }, (_, i) =>
    subsetSums(values, size - 1, from + i + 1).map((sum) => sum + (values[from + i] ?? 0)),
  ).flat();
}

/** One effect of each block, added up, in all combinations. */
function totals(choices: readonly (readonly number[])[]): readonly number[] {
  return choices.reduce((sums, effects) => sums.flatMap((sum) => effects.map((effect) => sum + effect)), [0]);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return Math.round(ways);
}
