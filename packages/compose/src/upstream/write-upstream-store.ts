import {
  type ArtifactRef,
  canonicalJson,
  type Fact,
  type Json,
  planDigest,
  type RunRecord,
  type RunState,
  type RunStore,
  refKey,
} from "@scylla/contracts";
import { type CorrectedRun, correctedRuns, type UpstreamResults } from "@scylla/upstream";
import type { ScratchObjects } from "./scratch-objects.ts";
import { CAPTURE, endOf, verdictOf } from "./upstream-facts.ts";
import { PUBLISHED, placeOf, recordText, type UpstreamPlan, upstreamPlan } from "./upstream-plan.ts";

const UNPUBLISHED = "not among the published results, or not readable there";
const UNJUDGED = "no valid judgment of it was published";

interface Stores {
  readonly store: RunStore;
  readonly artifacts: ScratchObjects;
}

/** Writes results into an empty store: the plan, and each planned run with what is known of it. */
export async function writeUpstreamStore(
  { store, artifacts }: Stores,
  params: { readonly results: UpstreamResults; readonly name: string; readonly atMs: number },
): Promise<void> {
  const { results, name, atMs } = params;
  const planned = upstreamPlan(results, name);
  const { plan } = planned;
  for (const treatment of planned.treatments)
    await artifacts.put(Buffer.from(canonicalJson(treatment as unknown as Json)));
  for (const experiment of planned.records.values())
    await artifacts.put(Buffer.from(recordText({ source: results.source, experiment })));
  const runs = plan.cells.flatMap(({ digest: cell }) =>
    Array.from({ length: plan.repeats }, (_, i) => ({ cell, n: i + 1 })),
  );
  const { revision } = await store.acceptPlan({ name, plan, digest: planDigest(plan), runs, atMs });
  const published = publishedByRef(results, planned);
  const records = await recordsOf([...published], artifacts);
  const gradings = new Map(plan.tasks.map(({ id, grading }) => [id, grading.digest]));
  const tasks = new Map(plan.cells.map(({ digest, key }) => [digest, key.task]));
  for (const run of await store.runs()) {
    const spec = gradings.get(tasks.get(run.cell) ?? "") ?? "";
    const record = records.get(run.cell) ?? null;
    await writeRun(store, { run, right: published.get(refKey(run))?.right ?? null, record, spec, atMs });
  }
  await store.finalize({ revision, atMs });
}

interface Published {
  readonly cell: string;
  readonly right: CorrectedRun;
}

function publishedByRef(results: UpstreamResults, { cells }: UpstreamPlan): ReadonlyMap<string, Published> {
  return new Map(
    correctedRuns(results).flatMap((right) => {
      const { experiment, tier, subtest, agentModel, run: n } = right.run;
      const cell = cells.get(placeOf(experiment, tier, subtest, agentModel));
      return cell ? [[refKey({ cell: cell.digest, n }), { cell: cell.digest, right }] as const] : [];
    }),
  );
}

/** What was published of the runs of each cell, stored, by its digest. */
async function recordsOf(
  published: readonly (readonly [string, Published])[],
  artifacts: ScratchObjects,
): Promise<ReadonlyMap<string, ArtifactRef>> {
  const records = new Map<string, ArtifactRef>();
  for (const [cell, of] of Map.groupBy(published, ([, one]) => one.cell)) {
    const text = JSON.stringify(
      of.map(([, { right }]) => right.run),
      null,
      2,
    );
    records.set(cell, await artifacts.put(Buffer.from(`${text}\n`)));
  }
  return records;
}

interface WrittenRun {
  readonly run: RunRecord;
  readonly right: CorrectedRun | null;
  readonly record: ArtifactRef | null;
  /** Of the grading. */
  readonly spec: string;
  readonly atMs: number;
}

async function writeRun(store: RunStore, { run, right, record, spec, atMs }: WrittenRun): Promise<void> {
  const claim = await store.claim({ run: run.id, atMs });
  if (!claim) return;
  let from: RunState = "planned";
  const step = async (to: RunState, facts: readonly Fact[]): Promise<void> => {
    await store.transition({ run: run.id, fence: claim.fence, opId: `import.${to}`, from, to, atMs, facts });
    from = to;
  };
  if (right === null || record === null) return step("missing", [{ kind: "missing", reason: UNPUBLISHED }]);
  const ended: readonly Fact[] = [
    { kind: "attempt-ended", end: endOf(right.run) },
    { kind: "artifact", scope: "attempt", name: PUBLISHED, ...record },
  ];
  const verdict = verdictOf(right);
  await step("workspace", []);
  await step("buying", [{ kind: "attempt-started", token: `imported.${run.id}` }]);
  if (verdict === null) return step("missing", [...ended, { kind: "missing", reason: UNJUDGED }]);
  await step("agent", ended);
  await step("captured", [CAPTURE]);
  await step("graded", [{ kind: "verdict", spec, verdict }]);
}
