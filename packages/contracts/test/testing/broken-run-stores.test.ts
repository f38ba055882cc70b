import type { RunStore } from "@scylla/contracts";
import { memoryRunStore, type RunStoreData, runStoreConformance, runStoreData } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { failures } from "../fixtures/failures.ts";

type Break = (store: RunStore, data: RunStoreData) => Partial<RunStore>;

/** Defects that a store could have, and a case that must notice each. */
const DEFECTS: Readonly<Record<string, readonly [notices: string, defect: Break]>> = {
  "ignores fences": [
    "an older claim is dead as soon as there is a newer one",
    (store) => ({
      transition: async (step) => {
        const run = (await store.history(step.run))?.run;
        return store.transition({ ...step, fence: run?.fence ?? step.fence });
      },
    }),
  ],
  "ignores the state that a step begins in": [
    "a step from another state than the run's comes too late; nothing is written",
    (store) => ({
      transition: async (step) => {
        const run = (await store.history(step.run))?.run;
        return store.transition({ ...step, from: run?.state ?? step.from });
      },
    }),
  ],
  "applies a step twice": [
    "the same opId again changes nothing, also with other content",
    (store) => {
      let steps = 0;
      return { transition: (step) => store.transition({ ...step, opId: `${step.opId}/${++steps}` }) };
    },
  ],
  "loses artefacts": [
    "a capture and its artefacts are recorded with the step",
    (store) => ({
      transition: (step) => store.transition({ ...step, facts: step.facts.filter((fact) => fact.kind !== "artifact") }),
    }),
  ],
  "loses the price of what was lost": [
    "an attempt that does not count goes to the ledger with its price, and the next has a higher number",
    (store) => ({ spend: async () => (await store.spend()).map((loss) => ({ ...loss, cost: null })) }),
  ],
  "writes the first facts of a batch that it refuses": [
    "two artefacts of one name is refused, and nothing of the batch is written",
    (store) => ({
      transition: async (step) => {
        const hold = step.facts.find((fact) => fact.kind === "hold");
        if (hold) await store.transition({ ...step, opId: `${step.opId}/hold`, to: step.from, facts: [hold] });
        return store.transition({ ...step, facts: step.facts.filter((fact) => fact !== hold) });
      },
    }),
  ],
  "reopens what it can of a batch": [
    "runs are reopened together or not at all, each of them once",
    (store) => ({
      reopen: async ({ runs, ...how }) => {
        for (const run of new Set(runs)) await store.reopen({ ...how, runs: [run] });
      },
    }),
  ],
  "gives a run back to whoever asks, final or not": [
    "a final run can't be claimed, and keeps its fence",
    (store) => ({
      claim: async (params) =>
        (await store.claim(params)) ?? { run: params.run, fence: 1, attempt: 1, grading: 1, state: "graded" },
    }),
  ],
  "carries on an interrupted purchase": [
    "a purchase that was interrupted is abandoned by the next claim: in the ledger, at unknown cost",
    (store, data) => ({
      claim: async (params) => {
        const rows = data.runs.get(params.run);
        if (rows?.run.state !== "buying") return store.claim(params);
        const run = { ...rows.run, fence: rows.run.fence + 1 };
        data.runs.set(params.run, { ...rows, run });
        return { run: run.id, fence: run.fence, attempt: run.attempt, grading: run.grading, state: run.state };
      },
    }),
  ],
  "accepts the same plan over and over": [
    "repeating the newest revision changes nothing and gives its record",
    (store) => {
      let plans = 0;
      return { acceptPlan: (params) => store.acceptPlan({ ...params, digest: `${params.digest}/${++plans}` }) };
    },
  ],
  "makes winners again": [
    "another winner of the same tier and agent is refused; the first stays",
    (store, data) => ({
      recordSelection: (params) => {
        data.selections.clear();
        return store.recordSelection(params);
      },
    }),
  ],
  "forgets the later deadline": [
    "a park keeps the later deadline, in whatever order deadlines come",
    (_store, data) => ({
      park: async (park) => {
        data.parks.set(park.key, park);
      },
    }),
  ],
  "reports in the order of its own": [
    "results come by run, also when runs end in another order",
    (store) => ({ results: async () => (await store.results()).toReversed() }),
  ],
  "does not say what it is": ["it says which version of the port it speaks", () => ({ port: "run-store/0" as never })],
};

test.each(Object.entries(DEFECTS))("the suite notices a store that %s", async (_name, [notices, defect]) => {
  const broken = (data: RunStoreData): RunStore => {
    const store = memoryRunStore(data);
    return { ...store, ...defect(store, data) };
  };
  const cases = runStoreConformance({
    open: async () => {
      const data = runStoreData();
      return { store: broken(data), reopen: async () => broken(data), dispose: async () => {} };
    },
  });
  expect(await failures(cases)).toContain(notices);
});

test("the suite notices a store that keeps nothing", async () => {
  const cases = runStoreConformance({
    open: async () => ({
      store: memoryRunStore(),
      reopen: async () => memoryRunStore(),
      dispose: async () => {},
    }),
  });
  expect(await failures(cases)).toEqual([
    "everything is there after closing and opening again",
    "fences, replays and positions survive closing",
    "the newest plan is still the newest after closing",
  ]);
});

test("an error of the case's own subject is not hidden by disposing of it", async () => {
  const [first] = runStoreConformance({ open: () => Promise.reject(new Error("no disk")) });
  await expect(first?.run()).rejects.toThrow("no disk");
});
