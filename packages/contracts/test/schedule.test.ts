import {
  currentPlan,
  decidableInheritance,
  type PlannedCell,
  readyRuns,
  refKey,
  runOrder,
  selectionKey,
  tierProgress,
} from "@scylla/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cell, plan, recipe, record, run } from "./fixtures/plans.ts";

const LABELS = ["a/T0/x/bot", "a/T0/y/bot", "b/T0/x/bot", "b/T0/y/bot", "a/T1/z/bot", "b/T1/z/bot"];
const CELLS = LABELS.map(cell);

function current(...documents: Parameters<typeof record>[1][]) {
  const folded = currentPlan(documents.map((document, i) => record(i + 1, document)));
  if (!folded) throw new Error("no plan");
  return folded;
}

describe("runOrder", () => {
  test("holds each repeat of each cell once, in blocks of one repeat", () => {
    const order = runOrder(CELLS, 3, 1);
    expect(new Set(order.map(refKey)).size).toBe(CELLS.length * 3);
    expect(order.map((ref) => ref.n)).toEqual([1, 2, 3].flatMap((n) => CELLS.map(() => n)));
  });

  test("keeps a task's set-ups together within a block, in an order that differs from block to block", () => {
    const order = runOrder(CELLS, 8, 1);
    const taskOf = (digest: string): string | undefined => CELLS.find((one) => one.digest === digest)?.key.task;
    const sequences = new Set<string>();
    for (let n = 1; n <= 8; n++) {
      const block = order.filter((ref) => ref.n === n);
      const tasks = block.map((ref) => taskOf(ref.cell));
      expect(tasks.filter((task, i) => task !== tasks[i - 1])).toHaveLength(2);
      sequences.add(block.map((ref) => ref.cell).join());
    }
    expect(sequences.size).toBeGreaterThan(1);
  });

  test("more repeats leave the order of the earlier ones as it was", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 }), fc.nat(), (repeats, more, seed) => {
        const short = runOrder(CELLS, repeats, seed);
        expect(runOrder(CELLS, repeats + more, seed).slice(0, short.length)).toEqual(short);
      }),
    );
  });

  test("does not depend on the order of tasks in the input", () => {
    const byTask = (cells: readonly PlannedCell[]): PlannedCell[] =>
      [...cells].sort((x, y) => (x.key.task < y.key.task ? 1 : -1));
    expect(runOrder(byTask(CELLS), 4, 9)).toEqual(runOrder(CELLS, 4, 9));
  });
});

describe("readyRuns", () => {
  const runs = LABELS.flatMap((label, i) => [run(i * 2 + 1, label, 1, "graded"), run(i * 2 + 2, label, 2, "planned")]);

  test("leaves out what is final, and follows the starting order", () => {
    const ready = readyRuns(current(plan(CELLS)), runs);
    expect(ready.map(({ run: one }) => one.n)).toEqual(LABELS.map(() => 2));
    const order = runOrder(CELLS, 2, 7).filter((ref) => ref.n === 2);
    expect(ready.map(({ cell: one }) => one.digest)).toEqual(order.map((ref) => ref.cell));
  });

  test("leaves out runs whose next stage is out of range", () => {
    const some = [run(1, "a/T0/x/bot", 1, "captured"), run(2, "a/T0/y/bot", 1, "planned")];
    const only = (range: Parameters<typeof readyRuns>[2]): number[] =>
      readyRuns(current(plan(CELLS)), some, range).map((one) => one.run.id);
    expect(only({ from: "check" })).toEqual([1]);
    expect(only({ until: "capture" })).toEqual([2]);
    expect(only({}).sort()).toEqual([1, 2]);
  });

  test("ignores runs that are no longer planned", () => {
    const old = [run(1, "gone/T0/x/bot", 1, "planned"), run(2, "a/T0/x/bot", 3, "planned")];
    expect(readyRuns(current(plan(CELLS)), old)).toEqual([]);
  });
});

describe("inheritance", () => {
  const T5 = recipe("a/T5/best/bot", ["T0", "T1"]);
  const T6 = recipe("a/T6/all/bot", ["T5"]);
  const mine = ["a/T0/x/bot", "a/T1/z/bot"];
  const base = plan(mine.map(cell), [T5, T6], 1);

  test("waits until every tier it rests on is settled; a missing run settles like a valid one", () => {
    const at = (second: "agent" | "missing") =>
      decidableInheritance(
        current(base),
        [run(1, "a/T0/x/bot", 1, "graded"), run(2, "a/T1/z/bot", 1, second)],
        new Set(),
      );
    expect(at("agent")).toEqual([]);
    expect(at("missing")).toEqual([{ tier: "T5", agent: "bot" }]);
  });

  test("can rest on recorded selections alone", () => {
    const selected = new Set(["T0", "T1"].map((tier) => selectionKey({ tier, agent: "bot" })));
    expect(decidableInheritance(current(base), [], selected)).toEqual([{ tier: "T5", agent: "bot" }]);
  });

  test("a tier whose recipes wait is not settled, and is once its generation's runs are final", () => {
    const before = current(base);
    expect(tierProgress(before, [], "T5", "bot")).toEqual({ planned: 1, valid: 0, missing: 0, settled: false });
    const made = cell("a/T5/best/bot");
    const after = current(base, { schema: "generation/1", tier: "T5", agent: "bot", cells: [made], unresolved: [] });
    expect(after.waiting).toEqual([T6]);
    expect(tierProgress(after, [run(9, "a/T5/best/bot", 1, "graded")], "T5", "bot")).toEqual({
      planned: 1,
      valid: 1,
      missing: 0,
      settled: true,
    });
  });

  test.each([
    ["fail", { planned: 1, valid: 0, missing: 1, settled: true }],
    ["skip", { planned: 0, valid: 0, missing: 0, settled: true }],
  ] as const)(
    "a recipe that could not be resolved counts as missing under %s only when it should",
    (onMissing, progress) => {
      const unlucky = recipe("a/T5/best/bot", ["T0"], onMissing);
      const after = current(plan(mine.map(cell), [unlucky], 1), {
        schema: "generation/1",
        tier: "T5",
        agent: "bot",
        cells: [],
        unresolved: [{ key: unlucky.key, onMissing, reason: "T0 has no winner" }],
      });
      expect(tierProgress(after, [], "T5", "bot")).toEqual(progress);
    },
  );

  test("a new frozen plan forgets the generations of the old one", () => {
    const made = cell("a/T5/best/bot");
    const folded = current(
      base,
      { schema: "generation/1", tier: "T5", agent: "bot", cells: [made], unresolved: [] },
      base,
    );
    expect(folded.waiting).toEqual([T5, T6]);
    expect(folded.revision).toBe(3);
  });
});
