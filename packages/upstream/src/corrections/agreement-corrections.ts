import { agreementOf, EACH_RUN } from "../figures/agreement.ts";
import type { UpstreamFigures } from "../figures/upstream-figures.ts";
import { correction, type UpstreamCorrection } from "./correction.ts";

/** Agreement of judges with a run as the unit, over all tasks and within each. Nothing for one experiment, in which both are the same. */
export function agreementCorrections({ judges, judgeAgreement }: UpstreamFigures): readonly UpstreamCorrection[] {
  const experiments = Map.groupBy(judges, ({ experiment }) => experiment);
  if (experiments.size < 2) return [];
  const { pairs, alpha } = agreementOf(judges, EACH_RUN);
  const why = "Judges agree or not on a run: upstream averages the scores of different tasks before it compares them.";
  return [
    ...correction(["agreement", "alpha"], { published: judgeAgreement.alpha, corrected: alpha }, why),
    ...[...experiments].flatMap(([experiment, of]) =>
      correction(
        ["agreement", "alpha", experiment],
        { published: judgeAgreement.alpha, corrected: agreementOf(of, EACH_RUN).alpha },
        "Differences between tasks pass for agreement where tasks are pooled, and hide it where judges differ on one.",
      ),
    ),
    ...pairs.flatMap((pair, i) => {
      const published = judgeAgreement.pairs[i];
      const id = (field: string) => ["agreement", field, pair.judges.join("-")];
      return (["spearman", "pearson", "meanAbsoluteDifference"] as const).flatMap((field) =>
        correction(id(field), { published: published?.[field] ?? null, corrected: pair[field] }, why),
      );
    }),
  ];
}
