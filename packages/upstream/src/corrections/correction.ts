/** A figure that upstream's rules get wrong. Null: it can't be told from what was published. */
export interface UpstreamCorrection {
  /** What it is about, from the general to the particular: `judge score/test-001/T0/00/1/2`. */
  readonly id: string;
  readonly published: CorrectedValue;
  readonly corrected: CorrectedValue;
  /** One sentence. */
  readonly why: string;
}

export type CorrectedValue = number | string | boolean | null;

/** Below it two numbers differ by roundings only. */
const SAME = 1e-9;

/** Nothing where both say the same. */
export function correction(
  id: readonly (string | number)[],
  { published, corrected }: Pick<UpstreamCorrection, "published" | "corrected">,
  why: string,
): readonly UpstreamCorrection[] {
  const numbers = typeof published === "number" && typeof corrected === "number";
  const same = numbers ? Math.abs(published - corrected) < SAME : published === corrected;
  return same ? [] : [{ id: id.join("/"), published, corrected, why }];
}

export const placeOf = (run: {
  readonly experiment: string;
  readonly tier: string;
  readonly subtest: string;
  readonly run: number;
}): readonly (string | number)[] => [run.experiment, run.tier, run.subtest, run.run];
