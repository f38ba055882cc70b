import type { Recipe, ResourceSpec } from "@scylla/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { tierManager } from "../src/index.ts";
import { deepFreeze, specArbitrary } from "./fixtures/arbitraries.ts";
import { agent, task, text } from "./fixtures/ladders.ts";

const toy = agent("toy", { model: "small" });

function inherit(winners: readonly ResourceSpec[], own: ResourceSpec = {}) {
  const recipe: Recipe = {
    key: { task: "slugify", tier: "T5", subtest: "00-best", agent: "toy" },
    inherits: ["T0", "T1"],
    onMissing: "fail",
    own,
    conditions: { limits: { timeMs: 1, turns: null, usd: null }, agentVersion: null, sandbox: "none", network: [] },
  };
  return tierManager().inherit({
    recipe: deepFreeze(recipe),
    winners: deepFreeze(winners),
    task: task("slugify"),
    agent: toy,
  });
}

test("winners are merged in order, with the set-up's own on top", () => {
  const { treatment, cell } = inherit([text("One."), { ...text("Two."), thinking: "low" }], text("Own."));
  expect(treatment.resources.instructions).toEqual({ kind: "text", text: "One.\n\nTwo.\n\nOwn.\n" });
  expect(treatment.resources.thinking).toBe("low");
  expect(cell.key.tier).toBe("T5");
});

test("a winner that ran with the agent's own model does not undo the model of another winner", () => {
  expect(inherit([{ model: "large" }, { model: "small" }]).treatment.agent.model).toBe("large");
  expect(inherit([{ model: "small" }]).treatment.agent.model).toBe("small");
  expect(inherit([{ model: "large" }], { model: "small" }).treatment.agent.model).toBe("small");
});

test("the same winners give the same cell, also after a round trip through the store", () => {
  fc.assert(
    fc.property(specArbitrary, specArbitrary, specArbitrary, (a, b, own) => {
      const stored: readonly ResourceSpec[] = JSON.parse(JSON.stringify([a, b]));
      expect(inherit(stored, JSON.parse(JSON.stringify(own))).cell).toEqual(inherit([a, b], own).cell);
    }),
  );
});

test("without winners it is the set-up's own", () => {
  expect(inherit([], text("Own.")).treatment.resources.instructions).toEqual({ kind: "text", text: "Own.\n" });
});

test("winners that hold two versions of one thing are refused", () => {
  expect(() => inherit([{ subagents: [{ name: "x", text: "1" }] }, { subagents: [{ name: "x", text: "2" }] }])).toThrow(
    expect.objectContaining({ code: "RESOURCE_CONFLICT" }),
  );
});
