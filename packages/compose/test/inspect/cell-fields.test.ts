import type { Treatment } from "@scylla/contracts";
import { sampleCell, sampleTask } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { cellFields, differences, gradingFields } from "../../src/inspect/cell-fields.ts";

const RESOURCES: Treatment["resources"] = {
  instructions: { kind: "none" },
  skills: [],
  subagents: [],
  mcp: [],
  tools: { kind: "default" },
  systemPrompt: { kind: "default" },
  thinking: null,
};

function treatment(resources: Partial<Treatment["resources"]>, model: string | null = null): Treatment {
  return {
    schema: "treatment/1",
    agent: { kind: "command", model, program: null, env: [] },
    resources: { ...RESOURCES, ...resources },
  };
}

const fields = (resources: Partial<Treatment["resources"]>, model?: string) =>
  cellFields({ cell: sampleCell("a/T0/x/bot"), task: sampleTask("a"), treatment: treatment(resources, model) });

/** Everything that can be given to an agent makes a field differ. */
test.each<[field: string, resources: Partial<Treatment["resources"]>]>([
  ["instructions", { instructions: { kind: "text", text: "Be brief." } }],
  [
    "skills.s/SKILL.md",
    { skills: [{ name: "s", files: [{ path: "SKILL.md", executable: false, content: { text: "x" } }] }] },
  ],
  ["subagents.r", { subagents: [{ name: "r", text: "Review." }] }],
  ["mcp.m", { mcp: [{ name: "m", command: ["m"], env: {}, pin: "1" }] }],
  ["tools", { tools: { kind: "only", names: ["Read"] } }],
  ["systemPrompt", { systemPrompt: { kind: "append", text: "x" } }],
  ["thinking", { thinking: "high" }],
])("%s", (field, resources) => {
  expect(differences(fields({}), fields(resources)).map((one) => one.field)).toEqual([field]);
});

test("binary files of one length, and a file that became executable, are told apart", () => {
  const file = (base64: string, executable = false) =>
    fields({ skills: [{ name: "s", files: [{ path: "a", executable, content: { base64 } }] }] });
  expect(differences(file("AAAA"), file("AAAB"))).toHaveLength(1);
  expect(differences(file("AAAA"), file("AAAA", true))).toHaveLength(1);
});

test("the model, and the limits as users write them", () => {
  expect(differences(fields({}), fields({}, "m"))).toEqual([{ field: "model", before: "none", after: "m" }]);
  const cell = sampleCell("a/T0/x/bot");
  const limits = { timeMs: 90_000, turns: 3, usd: 0.5 };
  const limited = { ...cell, conditions: { ...cell.conditions, limits } };
  const told = cellFields({ cell: limited, task: sampleTask("a"), treatment: null });
  expect(told).toMatchObject({
    "limits.time": "90s",
    "limits.turns": "3",
    "limits.usd": "0.5",
    treatment: cell.treatment,
  });
});

test("what decides the grading is told check by check", () => {
  const check = { id: "unit", command: ["npm", "test"], required: true, weight: 1, timeMs: 60_000, hiddenTests: null };
  const one = gradingFields({ digest: "1", checks: [check], protect: [], rubric: null });
  const two = gradingFields({ digest: "2", checks: [{ ...check, timeMs: 1000 }], protect: ["a/**"], rubric: null });
  expect(differences(one, two)).toEqual([
    { field: "protect", before: "none", after: "a/**" },
    { field: "checks.unit.time", before: "1m", after: "1s" },
  ]);
});
