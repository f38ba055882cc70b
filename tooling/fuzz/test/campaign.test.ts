import { expect, test } from "vitest";
import { campaign } from "../src/campaign.ts";

test("a few hundred mutated files of each kind are accepted, or refused by an error of the table", async () => {
  const { findings, counts } = await campaign({ seed: "every change", goesOn: (turn) => turn < 1 });
  expect(findings).toEqual([]);
  expect(Object.keys(counts)).toEqual(["yaml", "object", "store", "archive", "bundle"]);
  expect(counts["yaml"]?.["accepted"]).toBeGreaterThan(10);
});

test("the same seed makes the same inputs", async () => {
  const once = () => campaign({ seed: "s", only: "object", goesOn: (turn) => turn < 1 });
  expect(await once()).toEqual(await once());
});
