import { acceptance, samplePlan } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { openRunStore } from "../../src/index.ts";
import { refusal } from "../fixtures/errors.ts";
import { GENERATION, PLAN } from "../fixtures/life.ts";
import { quickDir } from "../fixtures/temp-dir.ts";

test("generations of an older plan are accepted again after a newer one", async () => {
  using dir = quickDir();
  const store = await openRunStore({ dir: dir.path, mode: "write" });
  const grown = samplePlan(PLAN.cells, PLAN.recipes, 3);
  for (const one of [acceptance(PLAN), acceptance(GENERATION, PLAN), acceptance(grown)]) await store.acceptPlan(one);
  expect((await store.acceptPlan(acceptance(GENERATION, grown))).revision).toBe(4);
  expect((await store.runs()).filter((run) => run.cell === GENERATION.cells[0]?.digest)).toHaveLength(3);
  await store.close();
});

test("a run that is named twice is refused, and the plan with it", async () => {
  using dir = quickDir();
  const store = await openRunStore({ dir: dir.path, mode: "write" });
  const { runs, ...rest } = acceptance(PLAN);
  await refusal("INTERNAL", () => store.acceptPlan({ ...rest, runs: [...runs, ...runs] }));
  expect(await store.experiment()).toBeNull();
  expect(await store.plans()).toEqual([]);
  await store.acceptPlan(acceptance(PLAN));
  await store.close();
  await (await openRunStore({ dir: dir.path, mode: "write" })).close();
});
