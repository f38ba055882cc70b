import { type Fact, isScyllaError, RUN_STATES, type RunState, type RunStore } from "@scylla/contracts";
import { acceptance, memoryRunStore, sampleCell, samplePlan } from "@scylla/contracts/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CONTRADICTIONS } from "../../src/archive/contradictions.ts";
import { openRunStore } from "../../src/index.ts";
import { openDatabase } from "../../src/sqlite/open-database.ts";
import { everything } from "../fixtures/everything.ts";
import { FACTS, PLAN, SELECTION } from "../fixtures/life.ts";
import { quickDir } from "../fixtures/temp-dir.ts";

/** What anybody may ask of a store, legal or not; the answers are compared. */
type Ask = (store: RunStore) => Promise<unknown>;

/** What is asked, by values that make a counterexample readable. */
function asks<T>(what: string, values: fc.Arbitrary<T>, work: (store: RunStore, value: T) => Promise<unknown>) {
  return values.map(
    (value): Ask =>
      Object.assign((store: RunStore) => work(store, value), {
        [fc.toStringMethod]: () => `${what} ${JSON.stringify(value)}`,
      }),
  );
}

const GROWN = samplePlan([...PLAN.cells, sampleCell("c/T0/x/bot")], PLAN.recipes, 3);
const run = fc.integer({ min: 1, max: 4 });
const atMs = fc.integer({ min: 1, max: 99 });
const text = fc.constantFrom("", "a", "é🦑", "a\u0000b", "'; DROP TABLE run; --");

const USUAL_NEXT: Readonly<Record<RunState, RunState>> = {
  planned: "workspace",
  workspace: "buying",
  buying: "agent",
  agent: "captured",
  captured: "checked",
  checked: "graded",
  judged: "graded",
  graded: "captured",
  missing: "planned",
};

const USUAL_FACTS = (["agent", "captured", "checked", "graded"] as const).flatMap(
  (state) => FACTS[state]?.({ run: 1, fence: 1, attempt: 1, grading: 1, state: "planned" }) ?? [],
);

const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.constantFrom(...USUAL_FACTS),
  fc.record({ kind: fc.constant("attempt-abandoned" as const), reason: text, cost: fc.option(fc.nat()) }),
  fc.record({ kind: fc.constantFrom("regrade" as const, "missing" as const), reason: text }),
  fc.record({
    kind: fc.constant("hold" as const),
    hold: fc.record({ kind: fc.constant("parked" as const), key: text, untilMs: atMs }),
  }),
  fc.record({
    kind: fc.constant("artifact" as const),
    scope: fc.constantFrom("attempt" as const, "grading" as const),
    name: text,
    digest: fc.constant("a".repeat(64)),
    bytes: fc.nat(),
  }),
);

/** Mostly the step that a run would take next; now and then another, with more facts, by a dead claim, or for the second time. */
const step = fc.record({
  run,
  to: fc.option(fc.constantFrom(...RUN_STATES), { freq: 6, nil: undefined }).map((to) => to ?? null),
  late: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  opId: fc.integer({ min: 0, max: 9 }).map((n) => (n < 2 ? `same ${n}` : null)),
  more: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(fact, { maxLength: 2 }) }),
  atMs,
});

/** Only what is said before the attempt is given up: the port does not say what becomes of an artefact without an attempt. */
function ofAnAttempt(facts: readonly Fact[]): readonly Fact[] {
  const end = facts.findIndex((one) => one.kind === "attempt-abandoned");
  return end < 0 ? facts : facts.slice(0, end + 1);
}

async function take(store: RunStore, chosen: typeof step extends fc.Arbitrary<infer T> ? T : never): Promise<unknown> {
  const history = await store.history(chosen.run);
  if (!history) return store.claim({ run: chosen.run, atMs: chosen.atMs });
  const { id, fence, attempt, grading, state: from } = history.run;
  const to = chosen.to !== null && chosen.late ? chosen.to : USUAL_NEXT[from];
  return store.transition({
    run: id,
    fence: chosen.late ? fence - 1 : fence,
    opId: chosen.opId ?? `${fence}.${history.transitions.length}`,
    from,
    to,
    atMs: chosen.atMs,
    facts: [
      ...(FACTS[to]?.({ run: id, fence, attempt, grading, state: from }) ?? []),
      ...(history.attempts.some((one) => one.attempt === attempt) ? ofAnAttempt(chosen.more) : []),
    ],
  });
}

const anything = fc.oneof(
  { weight: 14, arbitrary: asks("step", step, take) },
  { weight: 3, arbitrary: asks("claim", fc.record({ run, atMs }), (store, claim) => store.claim(claim)) },
  {
    weight: 1,
    arbitrary: asks(
      "reopen",
      fc.record({
        runs: fc.array(run, { minLength: 1, maxLength: 3 }),
        to: fc.constantFrom("captured" as const, "planned" as const),
        reason: text,
        atMs,
      }),
      (store, again) => store.reopen(again),
    ),
  },
  {
    weight: 1,
    arbitrary: asks("accept", fc.record({ grown: fc.boolean(), atMs }), (store, one) => {
      const plan = one.grown ? GROWN : PLAN;
      return store.acceptPlan(acceptance(plan, plan, one.atMs));
    }),
  },
  {
    weight: 1,
    arbitrary: asks(
      "select",
      fc.record({ rule: fc.constantFrom("single" as const, "mean-cost" as const), agent: fc.constantFrom("b", "B") }),
      (store, rest) => store.recordSelection({ selection: { ...SELECTION, ...rest }, atMs: 1 }),
    ),
  },
  {
    weight: 1,
    arbitrary: asks("park", fc.record({ key: fc.constantFrom("b", "B"), untilMs: atMs }), (store, park) =>
      store.park(park),
    ),
  },
  {
    weight: 1,
    arbitrary: asks("finalize", fc.integer({ min: 1, max: 3 }), (store, revision) =>
      store.finalize({ revision, atMs: 1 }),
    ),
  },
);

const REOPEN = "close it and open it again";

/** What came of it: a value, or the code of its refusal. */
async function answer(work: Promise<unknown>): Promise<unknown> {
  try {
    return { value: await work };
  } catch (error) {
    if (isScyllaError(error)) return { code: error.code };
    throw error;
  }
}

test("whatever is asked of it, legal or not, it answers and remembers what the store in memory does", async () => {
  const moves = fc.array(fc.oneof({ weight: 20, arbitrary: anything }, { weight: 1, arbitrary: fc.constant(REOPEN) }), {
    minLength: 20,
    maxLength: 60,
    size: "max",
  });
  const reached = new Set<RunState>();
  await fc.assert(
    fc.asyncProperty(moves, async (all) => {
      using dir = quickDir();
      const memory = memoryRunStore();
      let store = await openRunStore({ dir: dir.path, mode: "write" });
      const reopen = async (): Promise<void> => {
        await store.close();
        store = await openRunStore({ dir: dir.path, mode: "write" });
      };
      try {
        for (const one of [store, memory]) await one.acceptPlan(acceptance(PLAN));
        for (const move of all) {
          if (typeof move === "string") await reopen();
          else expect(await answer(move(store))).toEqual(await answer(move(memory)));
        }
        const remembered = await everything(memory);
        expect(await everything(store)).toEqual(remembered);
        await reopen();
        expect(await everything(store)).toEqual(remembered);
        for (const { state } of remembered.runs) reached.add(state);
        // What is said of archives holds of every store.
        const database = openDatabase(dir.path, "read");
        for (const [why, query] of CONTRADICTIONS)
          expect([why, database.prepare(query).get()]).toEqual([why, undefined]);
        database.close();
      } finally {
        await store.close();
      }
    }),
    { numRuns: 60, seed: 4711 },
  );
  for (const state of ["buying", "captured", "checked", "graded"] as const) expect(reached).toContain(state);
});
