import { compareKeys, type ExperimentView } from "@scylla/contracts";
import type { UpstreamResults, UpstreamRun } from "@scylla/upstream";
import type { InspectedExperiment } from "../inspect/inspect-experiment.ts";
import { type ExperimentRecord, IMPORTED, PUBLISHED } from "./upstream-plan.ts";

/** All runs of an experiment were bought elsewhere, and imported. */
export function isImported({ plan }: ExperimentView): boolean {
  const { agents } = plan.frozen;
  return agents.length > 0 && agents.every(({ kind }) => kind === IMPORTED);
}

/**
 * The published results that an experiment was imported from, as they were read; problems of reading are not kept.
 * @returns null for an experiment that was run here.
 * @throws {ScyllaError} `OBJECT_MISSING`, `OBJECT_DAMAGED`.
 */
export async function storedUpstream(experiment: InspectedExperiment): Promise<UpstreamResults | null> {
  const { view } = experiment;
  if (!isImported(view)) return null;
  // Only here: no other experiment has a use for it.
  const { compareUpstreamRuns } = await import("@scylla/upstream");
  const { tasks } = view.plan.frozen;
  const records: ExperimentRecord[] = [];
  for (const { grading } of tasks)
    if (grading.rubric !== null) records.push((await json(experiment, grading.rubric)) as ExperimentRecord);
  const digests = new Set<string>();
  for (const { id } of view.runs) {
    const { artifacts } = await experiment.history(id);
    for (const { name, digest } of artifacts) if (name === PUBLISHED) digests.add(digest);
  }
  const runs: UpstreamRun[] = [];
  for (const digest of digests) runs.push(...((await json(experiment, digest)) as readonly UpstreamRun[]));
  return {
    source: records[0]?.source ?? "tree",
    experiments: records.map((record) => record.experiment).sort((a, b) => compareKeys(a.id, b.id)),
    runs: runs.sort(compareUpstreamRuns),
    problems: [],
  };
}

async function json(experiment: InspectedExperiment, digest: string): Promise<unknown> {
  return JSON.parse(Buffer.from(await experiment.object(digest)).toString("utf8"));
}
