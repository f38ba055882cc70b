import { canStep, inRange, isFinal, nextStage, RUN_STATES, STAGES, stageIndex } from "@scylla/contracts";
import { describe, expect, test } from "vitest";

describe("nextStage", () => {
  test("leads every state to a final one, through the stages in order", () => {
    const after = {
      workspace: "workspace",
      agent: "agent",
      capture: "captured",
      check: "checked",
      judge: "judged",
      verdict: "graded",
    } as const;
    for (const shape of [
      { checks: true, rubric: true },
      { checks: true, rubric: false },
      { checks: false, rubric: true },
    ]) {
      const passed: string[] = [];
      let state: (typeof RUN_STATES)[number] = "planned";
      for (let stage = nextStage(state, shape); stage; stage = nextStage(state, shape)) {
        passed.push(stage);
        // The agent stage is two steps: the purchase, and its end.
        if (stage === "agent") expect(canStep(state, "buying")).toBe(true);
        expect(canStep(stage === "agent" ? "buying" : state, after[stage])).toBe(true);
        state = after[stage];
      }
      expect(isFinal(state)).toBe(true);
      expect(passed).toEqual(
        STAGES.filter((stage) => (stage !== "check" || shape.checks) && (stage !== "judge" || shape.rubric)),
      );
    }
  });
});

describe("canStep", () => {
  test("a captured attempt is never bought again but by abandoning it", () => {
    for (const state of ["captured", "checked", "judged", "graded"] as const)
      expect(canStep(state, "buying")).toBe(false);
  });

  test("a failing stage never undoes a verdict into evidence", () => {
    expect(canStep("graded", "checked")).toBe(false);
    expect(canStep("graded", "agent")).toBe(false);
  });

  test("staying in place is a step: it records why a run waits", () => {
    for (const state of RUN_STATES) expect(canStep(state, state)).toBe(true);
  });
});

test("a stage range includes both of its ends", () => {
  const inside = STAGES.filter((stage) => inRange(stage, { from: "agent", until: "check" }));
  expect(inside).toEqual(["agent", "capture", "check"]);
  expect(STAGES.every((stage) => inRange(stage, {}))).toBe(true);
  expect(stageIndex("verdict")).toBe(STAGES.length - 1);
});
