import { expect, test } from "vitest";
import { GOOD, load } from "../fixtures/experiments.ts";

const MORE = { "ladder/T1/a.yaml": "version: 1\ntitle: A\n" };

test("tiers run in the ladder's order, whatever order they are named in", async () => {
  const named = await load({ ...MORE, "experiment.yaml": `${GOOD["experiment.yaml"]}tiers: [T1, T0]\n` });
  expect(named.tiers).toEqual(["T0", "T1"]);
});

test("without names every tier that has set-ups", async () => {
  expect((await load(MORE)).tiers).toEqual(["T0", "T1"]);
});

test("tiers that are not chosen stay in the ladder: what is recorded of them can be inherited", async () => {
  const { ladder } = await load({ ...MORE, "experiment.yaml": `${GOOD["experiment.yaml"]}tiers: [T1]\n` });
  expect(ladder.subtests.map((subtest) => subtest.tier)).toEqual(["T0", "T0", "T1"]);
});
