import {
  type ExperimentRecord,
  type PlanRecord,
  PORTS,
  type RunReader,
  type RunRecord,
  type RunStore,
  refKey,
  ScyllaError,
  type Selection,
} from "@scylla/contracts";

/**
 * A store that keeps what is planned in memory, over one that is only read: so that a run can be planned by the steps of a run, and
 * nothing is written. It takes plans and winners; whatever work would record is a defect of the caller.
 * @param reader null: as if nothing were stored. It stays open: whoever opened it closes it.
 */
export function rehearsalStore(reader: RunReader | null): RunStore {
  let begun: ExperimentRecord | null = null;
  const accepted: PlanRecord[] = [];
  const added: RunRecord[] = [];
  const chosen: Selection[] = [];
  const plans = async (): Promise<readonly PlanRecord[]> => [...((await reader?.plans()) ?? []), ...accepted];
  const runs = async (): Promise<readonly RunRecord[]> => [...((await reader?.runs()) ?? []), ...added];

  return {
    port: PORTS.runStore,
    experiment: async () => (await reader?.experiment()) ?? begun,
    plans,
    runs,
    selections: async () => [...((await reader?.selections()) ?? []), ...chosen],
    parks: async () => (await reader?.parks()) ?? [],
    results: async () => (await reader?.results()) ?? [],
    spend: async () => (await reader?.spend()) ?? [],
    history: async (run) => (await reader?.history(run)) ?? null,
    acceptPlan: async ({ name, plan, digest, runs: wanted, atMs }) => {
      const newest = (await plans()).at(-1);
      if (newest?.digest === digest) return newest;
      begun ??= { id: "rehearsal", name, createdAtMs: atMs, finalizedRevision: null };
      const known = await runs();
      const there = new Set(known.map(refKey));
      const missing = wanted.filter((ref) => !there.has(refKey(ref)));
      const last = known.at(-1)?.id ?? 0;
      added.push(...missing.map((ref, i) => ({ ...ref, ...UNTOUCHED, id: last + i + 1 })));
      const record = { revision: (newest?.revision ?? 0) + 1, digest, plan, acceptedAtMs: atMs };
      accepted.push(record);
      return record;
    },
    recordSelection: async ({ selection }) => {
      chosen.push(selection);
      return "applied";
    },
    claim: refused,
    transition: refused,
    reopen: refused,
    park: refused,
    finalize: refused,
    close: async () => {},
  };
}

const UNTOUCHED = { state: "planned", fence: 0, attempt: 1, grading: 1, hold: null, missing: null } as const;

async function refused(): Promise<never> {
  throw new ScyllaError("INTERNAL", "work was done in a rehearsal");
}
