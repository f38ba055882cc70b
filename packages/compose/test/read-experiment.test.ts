import { mkdir } from "node:fs/promises";
import { openRunStore } from "@scylla/persistence";
import { expect, test } from "vitest";
import { createRunner, readExperiment } from "../src/index.ts";
import { expectError } from "./fixtures/expect-error.ts";
import { place } from "./fixtures/place.ts";

test("an experiment can be read while it runs, and what is read is of one moment", async () => {
  const { dir, workRoot, experiment } = await place();
  const seen: Promise<number>[] = [];
  const runGraded = (): void => {
    seen.push(readExperiment({ dir }).then(({ results }) => results.counts.valid));
  };
  await createRunner({ dir, workRoot, observers: [{ runGraded }] }).run({ experiment });
  expect(seen).toHaveLength(3);
  for (const valid of await Promise.all(seen)) expect(valid).toBeGreaterThan(0);
  const { view, results, extras } = await readExperiment({ dir });
  expect([view.experiment.name, results.status]).toEqual(["small", "complete"]);
  expect(extras).toMatchObject({ unfinished: [], spend: { resultsUsd: 0.03, outsideUsd: 0, unknown: 0 } });
});

test("no store, and a store without a plan, are both missing, and nothing is made by asking", async () => {
  const { dir } = await place();
  await expectError(readExperiment({ dir }), "STORE_MISSING");
  await mkdir(dir);
  await (await openRunStore({ dir, mode: "write" })).close();
  expect(await expectError(readExperiment({ dir }), "STORE_MISSING")).toMatchObject({
    hint: "Run its experiment first.",
  });
});
