import { resultsSchema } from "@scylla/contracts";
import { projector, renderJson } from "@scylla/report";
import { expect, test } from "vitest";
import { complete, incomplete, partial } from "./fixtures/scenarios.ts";
import { byPassRate } from "./fixtures/views.ts";

const { results } = projector({ select: byPassRate });

test("what is written can be read, and is written the same again", () => {
  for (const scenario of [complete, partial, incomplete]) {
    const text = renderJson(results(scenario()));
    expect(renderJson(resultsSchema.parse(JSON.parse(text)))).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
  }
});

test("the order in which members were made does not show", () => {
  const given = results(complete());
  const reversed = Object.fromEntries(Object.entries(given).toReversed()) as typeof given;
  expect(renderJson(reversed)).toBe(renderJson(given));
});

test("members stand in the order of the format", () => {
  expect(Object.keys(JSON.parse(renderJson(results(complete()))))).toEqual([
    "schema",
    "experiment",
    "status",
    "counts",
    "runs",
    "subtests",
    "tiers",
    "comparisons",
  ]);
});

test("a value that is not results/1 is not written", () => {
  const given = results(complete());
  expect(() => renderJson({ ...given, counts: { planned: -1, valid: 0, missing: 0 } })).toThrow();
});
