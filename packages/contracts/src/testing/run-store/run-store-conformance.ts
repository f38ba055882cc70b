import assert from "node:assert/strict";
import { type ConformanceCase, conformanceCases } from "../conformance-case.ts";
import { accept, type RunStoreSetup } from "./bench.ts";
import { claimCases } from "./claim-cases.ts";
import { durabilityCases } from "./durability-cases.ts";
import { factCases } from "./fact-cases.ts";
import { planCases } from "./plan-cases.ts";
import { recordCases } from "./record-cases.ts";
import { transitionCases } from "./transition-cases.ts";

/** What every run store must do: each sentence of the port is a case. */
export function runStoreConformance(setup: RunStoreSetup): readonly ConformanceCase[] {
  return [
    ...conformanceCases(() => setup.open(), {
      ...planCases,
      ...claimCases,
      ...transitionCases,
      ...factCases,
      ...recordCases,
      ...durabilityCases,
    }),
    {
      name: "two stores are two experiments, also with one plan",
      run: async () => {
        const [one, other] = [await setup.open(), await setup.open()];
        try {
          await accept(one.store);
          await accept(other.store);
          assert.notEqual((await one.store.experiment())?.id, (await other.store.experiment())?.id);
        } finally {
          await one.dispose();
          await other.dispose();
        }
      },
    },
  ];
}
