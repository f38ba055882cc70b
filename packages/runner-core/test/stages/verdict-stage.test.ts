import { describe, expect, test } from "vitest";
import { experiment } from "../fixtures/experiments.ts";
import { type Laboratory, laboratory } from "../fixtures/laboratory.ts";

const rows = (lab: Laboratory) => lab.data.runs.get(1);

describe("a verdict", () => {
  test("is computed from recorded evidence, and runs nothing", async () => {
    const lab = laboratory(experiment());
    await lab.run({ range: { until: "check" } });
    const before = lab.processes.started.length;
    await lab.run();
    expect(lab.processes.started).toHaveLength(before);
    expect(rows(lab)?.gradings[0]?.verdict).not.toBeNull();
  });

  test("never rests on evidence of other checks: those that were meant are run first", async () => {
    const lab = laboratory(experiment(), { check: () => ({}) });
    await lab.run({ range: { until: "check" } });
    const asked: string[] = [];
    lab.change({
      check: (id) => {
        asked.push(id);
        return {};
      },
    });
    await lab.run({ experiment: experiment({ checks: ["unit", "lint"] }) });
    expect(asked).toEqual(["unit", "lint"]);
    expect(rows(lab)?.gradings.map(({ grading, verdict }) => [grading, verdict?.passed ?? null])).toEqual([
      [1, null],
      [2, true],
    ]);
  });
});
