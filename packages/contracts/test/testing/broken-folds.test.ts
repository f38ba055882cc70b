import type { ExperimentView, Projector, TierManager } from "@scylla/contracts";
import {
  memoryProjector,
  memoryTierManager,
  projectorConformance,
  tierManagerConformance,
} from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { failures } from "../fixtures/failures.ts";
import { agentRequest } from "../fixtures/requests.ts";

test.each<readonly [defect: string, notices: readonly string[], make: (sound: TierManager) => Partial<TierManager>]>([
  [
    "lets a set-up replace what it inherits",
    [
      "an inherited cell has its recipe's key and conditions, and the same winners give the same cell",
      "winners come in their order, and what a set-up says itself comes after them",
      "a set-up that adds nothing gives what the recorded winner gave",
    ],
    (sound) => ({ inherit: (params) => sound.inherit({ ...params, winners: [] }) }),
  ],
  [
    "wants more than the quorum",
    ["nobody wins below the quorum, and a quorum that is just met is met"],
    (sound) => ({ select: (params) => sound.select({ ...params, quorum: params.quorum + 1e-9 }) }),
  ],
  [
    "chooses the first that it is given",
    [
      "the winner is chosen by pass rate, then score, then lower cost, then id, and the rule says which decided",
      "a selection ranks all contenders, best first, whatever their order, and names the treatments it rests on",
    ],
    (sound) => ({ select: (params) => ({ ...sound.select(params), contenders: params.contenders, rule: "single" }) }),
  ],
  [
    "lets an agent's version pass for no condition",
    ["a cell is known by its key, its task, its treatment and its conditions, and every treatment is there"],
    (sound) => ({ plan: (params) => sound.plan({ ...params, versions: new Map() }) }),
  ],
  [
    "inherits from what is not there",
    ["what is neither run nor recorded can't be inherited from"],
    (sound) => ({ plan: (params) => sound.plan({ ...params, available: new Set(["T0", "T1"]) }) }),
  ],
  [
    "takes any number of set-ups",
    ["of each tier, no more set-ups than are asked for, the first ones"],
    (sound) => ({ plan: (params) => sound.plan({ ...params, maxSubtests: null }) }),
  ],
  [
    "delivers nothing",
    ["what is delivered can be read off a stored treatment, and stays inside of the workspace"],
    () => ({ deliver: () => ({ files: [], scrub: [] }) }),
  ],
])("a tier manager that %s is noticed", async (_defect, notices, make) => {
  const sound = memoryTierManager();
  const cases = tierManagerConformance({
    open: async () => ({
      manager: { ...sound, ...make(sound) },
      agent: agentRequest().agent,
      dispose: async () => {},
    }),
  });
  expect(await failures(cases)).toEqual(expect.arrayContaining([...notices]));
});

/** A projector that sees another view than it is given. */
const seeing =
  (change: (view: ExperimentView) => Partial<ExperimentView>) =>
  ({ results }: Projector): Partial<Projector> => ({ results: (view) => results({ ...view, ...change(view) }) });

test.each<readonly [defect: string, notices: string, make: (sound: Projector) => Partial<Projector>]>([
  [
    "takes an unfinished run for a valid one",
    "what is not valid has no verdict, whatever an earlier grading has said",
    seeing(({ runs }) => ({ runs: runs.map((run) => ({ ...run, state: "graded" })) })),
  ],
  [
    "forgets what waits",
    "planned is valid and missing, and the status says whether anything is left to do",
    seeing(({ plan }) => ({ plan: { ...plan, waiting: [] } })),
  ],
  [
    "takes an unknown cost for none",
    "an unknown cost is unknown, and never 0",
    ({ results }) => ({
      results: (view) => {
        const given = results(view);
        return { ...given, runs: given.runs.map((run) => ({ ...run, costUsd: run.costUsd ?? 0 })) };
      },
    }),
  ],
  [
    "reports in the order of the store",
    "killed and resumed or not, the same facts give the same results",
    ({ results }) => ({
      results: (view) => ({
        ...results(view),
        runs: results(view).runs.toSorted(() => (view.spend.length > 0 ? -1 : 1)),
      }),
    }),
  ],
  [
    "chooses the winner again",
    "a recorded winner stays the winner, and before a tier is settled there is none",
    seeing(() => ({ selections: [] })),
  ],
  [
    "counts runs of earlier plans",
    "runs that the plan does not ask for any more are not counted",
    ({ results }) => ({
      results: (view) => {
        const given = results(view);
        return { ...given, counts: { ...given.counts, planned: view.runs.length } };
      },
    }),
  ],
])("a projector that %s is noticed", async (_defect, notices, make) => {
  const sound = memoryProjector();
  const cases = projectorConformance({
    open: async () => ({ projector: { ...sound, ...make(sound) }, dispose: async () => {} }),
  });
  expect(await failures(cases)).toContain(notices);
});
