import { cellFields, type Difference, differences, type Fields, type InspectedExperiment } from "@scylla/compose";
import type { SetUpPair, SetUpRef } from "@scylla/report";

/** What was given differently: fields of the cells of the first task that both set-ups have. Null where a treatment is not made yet. */
export async function treatmentDifferences(
  baseline: InspectedExperiment,
  against: InspectedExperiment,
  pair: SetUpPair,
): Promise<readonly Difference[] | null> {
  const theirs = cellsOf(baseline, pair.baseline);
  const ours = cellsOf(against, pair.against);
  const task = ours.map(({ key }) => key.task).find((one) => theirs.some(({ key }) => key.task === one));
  const [before, after] = await Promise.all([
    fieldsOf(baseline, theirs.find(({ key }) => key.task === task)?.digest),
    fieldsOf(against, ours.find(({ key }) => key.task === task)?.digest),
  ]);
  return before && after ? differences(before, after) : null;
}

function cellsOf({ view }: InspectedExperiment, { tier, subtest, agent }: SetUpRef) {
  return view.plan.cells.filter(({ key }) => key.tier === tier && key.subtest === subtest && key.agent === agent);
}

async function fieldsOf(experiment: InspectedExperiment, digest: string | undefined): Promise<Fields | null> {
  const known = digest === undefined ? undefined : experiment.cells.get(digest);
  return known ? cellFields({ ...known, treatment: await experiment.treatment(known) }) : null;
}
