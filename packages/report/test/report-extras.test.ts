import { reportExtras } from "@scylla/report";
import { expect, test } from "vitest";
import { complete, partial } from "./fixtures/scenarios.ts";

test("a finished experiment has nothing unfinished", () => {
  expect(reportExtras(complete())).toMatchObject({
    unfinished: [],
    isolation: ["process group (not isolated)"],
    spend: { outsideUsd: 0, unknown: 0 },
  });
});

test("every run that is not valid is told, with its reason", () => {
  const { unfinished, taskTitles } = reportExtras(partial());
  const told = new Map(unfinished.map((run) => [run.key, run]));
  expect(told.get("parse-size/T0/01-rule/toy/03")).toMatchObject({
    final: true,
    failed: false,
    reason: "the agent could not be started",
  });
  expect(told.get("slugify/T1/00-skill/toy/03")).toMatchObject({
    final: false,
    failed: true,
    reason: "check failed: no node",
  });
  expect(told.get("parse-size/T1/00-skill/toy/01")?.reason).toBe("in progress");
  expect(told.get("parse-size/T0/02-long/toy/01")?.reason).toBe("not begun");
  expect(told.get("slugify/T5/00-best/toy/04")?.reason).toBe("waits for the set-ups that it inherits from");
  expect(unfinished).toHaveLength(26);
  expect(taskTitles.get("slugify")).toBe("Slugs for accented letters");
});
