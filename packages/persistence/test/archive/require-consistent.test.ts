import { join } from "node:path";
import { type FrozenPlan, planDigest, sha256 } from "@scylla/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportExperiment, importExperiment, openRunStore } from "../../src/index.ts";
import type { Value } from "../../src/sqlite/sealed-table.ts";
import { archivedLife, fileIn } from "../fixtures/archived.ts";
import { refusal } from "../fixtures/errors.ts";
import { forge, type Row, type Tables } from "../fixtures/forged.ts";
import { quickDir, type TempDir } from "../fixtures/temp-dir.ts";

let root: TempDir;
let whole: string;
beforeAll(async () => {
  root = quickDir();
  await archivedLife(join(root.path, "there"));
  whole = (await exportExperiment({ dir: join(root.path, "there"), file: fileIn(root.path) })).file;
});
afterAll(() => root[Symbol.dispose]());

type Change = Parameters<typeof forge>[2];

function forged(change: Change): string {
  const file = join(root.path, "forged.tar.gz");
  forge(whole, file, change);
  return file;
}

/** The row of a table in which columns have these values. */
function rowOf(tables: Tables, table: string, where: Row = {}): Row {
  const row = tables[table]?.find((one) => Object.entries(where).every(([column, value]) => one[column] === value));
  if (!row) throw new Error(`${table} has no row ${JSON.stringify(where)}`);
  return row;
}

const set =
  (table: string, where: Row, column: string, value: Value): Change =>
  (tables) => {
    rowOf(tables, table, where)[column] = value;
  };

/** Another plan in the first one's place, with its digest. */
const planned =
  (change: (plan: FrozenPlan) => unknown): Change =>
  (tables) => {
    const row = rowOf(tables, "plan", { revision: 1 });
    const plan = change(JSON.parse(String(row["document"]))) as FrozenPlan;
    Object.assign(row, { document: JSON.stringify(plan), digest: planDigest(plan) });
  };

const without =
  (table: string, where: Row): Change =>
  (tables) => {
    const row = rowOf(tables, table, where);
    tables[table] = tables[table]?.filter((one) => one !== row) ?? [];
  };

test("what is claimed anew in all its parts is believed: digests prove that an archive is whole, not who made it", async () => {
  const file = forged(set("attempt", { run: 1 }, "cost", 1));
  const { dir } = await importExperiment({ file, dir: () => join(root.path, "claimed") });
  const store = await openRunStore({ dir, mode: "read" });
  expect((await store.history(1))?.attempts[0]?.end?.cost).toBe(1);
  await store.close();
});

const LOG: readonly (readonly [string, Change])[] = [
  ["a log with a gap", without("transition", { run: 1, version: 2 })],
  ["a step that stands elsewhere", set("transition", { run: 1, version: 2 }, "version", 40)],
  ["a step from where the run was not", set("transition", { run: 1, version: 2 }, "from_state", "captured")],
  ["a step under a claim that was dead", set("transition", { run: 6, version: 1 }, "fence", 99)],
  ["a claim that no run has had", set("run", { id: 1 }, "fence", 0)],
  ["a run that is not where its log ends", set("run", { id: 6 }, "state", "captured")],
  [
    "a step that no run takes",
    (tables) => {
      rowOf(tables, "transition", { run: 7, version: 1 })["to_state"] = "agent";
      rowOf(tables, "transition", { run: 7, version: 2 })["from_state"] = "agent";
    },
  ],
  [
    "a run that was graded without a verdict",
    (tables) =>
      Object.assign(rowOf(tables, "grading", { run: 1 }), { basis: null, passed: null, score: null, grade: null }),
  ],
  ["a run that was captured without a capture", set("attempt", { run: 1 }, "capture", null)],
  ["a run whose agent has not ended", set("attempt", { run: 1 }, "outcome", null)],
  ["checks that are not recorded", without("grading", { run: 6, attempt: 2 })],
];

const ATTEMPTS: readonly (readonly [string, Change])[] = [
  ["an attempt that was given up, and has no ledger row", without("spend", { run: 2 })],
  ["an attempt that counts, and stands in the ledger", set("attempt", { run: 2, attempt: 1 }, "abandoned", null)],
  ["another reason in the ledger", set("spend", { run: 2 }, "reason", "no reason")],
  ["an attempt that a run does not count", set("run", { id: 1 }, "attempt", 2)],
  ["an attempt out of order", set("attempt", { run: 1 }, "position", 900)],
  ["a grading that has not begun", set("grading", { run: 1 }, "grading", 7)],
  ["an outcome that there is not", set("attempt", { run: 1 }, "outcome", "splendid")],
  ["a capture that is none", set("attempt", { run: 1 }, "capture", `{"tree":7}`)],
  ["a score beyond 1", set("grading", { run: 1 }, "score", 7)],
  ["a pass that is neither", set("grading", { run: 1 }, "passed", 2)],
  ["checks that are no JSON", set("grading", { run: 1 }, "checks", "[")],
  ["a hold that is none", set("run", { id: 7 }, "hold", `{"kind":"grudge"}`)],
];

const PLANS: readonly (readonly [string, Change])[] = [
  ["a plan that is not what its digest says", set("plan", { revision: 1 }, "digest", sha256("another"))],
  ["a plan that is no plan", planned((plan) => ({ ...plan, repeats: "many" }))],
  ["a plan whose cells are of no task", planned((plan) => ({ ...plan, tasks: [] }))],
  ["a plan that comes later than the first", set("plan", { revision: 2 }, "revision", 3)],
  [
    "a cell under other limits",
    planned((plan) => ({
      ...plan,
      cells: plan.cells.map((cell) => ({ ...cell, conditions: { ...cell.conditions, sandbox: "bwrap" } })),
    })),
  ],
  [
    "a task that is another to its agent",
    planned((plan) => ({ ...plan, tasks: plan.tasks.map((task) => ({ ...task, digest: sha256("easier") })) })),
  ],
  ["a cell that no plan has", planned((plan) => ({ ...plan, cells: plan.cells.slice(1) }))],
  [
    "a winner of another group",
    (tables) => {
      const row = rowOf(tables, "selection");
      row["document"] = JSON.stringify({ ...JSON.parse(String(row["document"])), tier: "T9" });
    },
  ],
  ["a winner that is none", set("selection", {}, "document", "{}")],
  ["another experiment than its manifest tells of", set("experiment", {}, "name", "another")],
];

const OBJECTS: readonly (readonly [string, Change])[] = [
  ["an object of another size than is recorded", set("artifact", { run: 1 }, "bytes", 7)],
  ["an object that is not there", (_tables, objects) => objects.splice(0, 1)],
  [
    "an object that nothing names",
    (_tables, objects) => {
      const content = Buffer.from("a stowaway");
      const digest = sha256(content);
      objects.push({ name: `objects/${digest.slice(0, 2)}/${digest.slice(2)}`, content });
    },
  ],
  ["a name of an object that is none", set("artifact", { run: 1 }, "digest", "../../outside")],
];

test.each([...LOG, ...ATTEMPTS, ...PLANS, ...OBJECTS])(
  "%s is refused, although every sum is right",
  async (_what, change) => {
    const error = await refusal("ARCHIVE_INVALID", () =>
      importExperiment({ file: forged(change), dir: () => join(root.path, "refused") }),
    );
    // By what it says, not by a sum that the forger forgot.
    expect(error.message).not.toMatch(/complete|checksum|written|manifest does not|rows that its manifest/);
  },
);
