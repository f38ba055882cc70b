import { canonicalJson, type Json, type ResourceSpec } from "@scylla/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeResources } from "../../src/index.ts";
import { canonicalResources } from "../../src/resources/canonical.ts";
import { deepFreeze, setsArbitrary, specArbitrary } from "../fixtures/arbitraries.ts";

const json = (spec: ResourceSpec): string => canonicalJson(spec as unknown as Json);

describe("laws", () => {
  test("neither side is changed, not even deep inside", () => {
    fc.assert(
      fc.property(specArbitrary, specArbitrary, (a, b) => {
        const before = json(a) + json(b);
        mergeResources(deepFreeze(a), deepFreeze(b));
        expect(json(a) + json(b)).toBe(before);
      }),
    );
  });

  test("a spec merged with itself, or on top of a result that holds it, changes nothing", () => {
    fc.assert(
      fc.property(specArbitrary, (a) => {
        expect(json(mergeResources(a, a))).toBe(json(canonicalResources(a)));
      }),
    );
    fc.assert(
      fc.property(specArbitrary, specArbitrary, (a, b) => {
        const once = mergeResources(a, b);
        expect(json(mergeResources(once, b))).toBe(json(once));
      }),
    );
  });

  test("nothing is the neutral element on both sides", () => {
    fc.assert(
      fc.property(specArbitrary, (a) => {
        expect(json(mergeResources({}, a))).toBe(json(canonicalResources(a)));
        expect(json(mergeResources(a, {}))).toBe(json(canonicalResources(a)));
      }),
    );
  });

  test("sets and tools are associative and commutative", () => {
    fc.assert(
      fc.property(setsArbitrary, setsArbitrary, setsArbitrary, (a, b, c) => {
        expect(json(mergeResources(mergeResources(a, b), c))).toBe(json(mergeResources(a, mergeResources(b, c))));
        expect(json(mergeResources(a, b))).toBe(json(mergeResources(b, a)));
      }),
    );
  });

  test("texts of which none repeats another are associative", () => {
    const [a, b, c] = ["A.", "B.", "C."].map(
      (text): ResourceSpec => ({
        instructions: { kind: "text", text },
        systemPrompt: { kind: "append", text },
      }),
    ) as [ResourceSpec, ResourceSpec, ResourceSpec];
    expect(mergeResources(mergeResources(a, b), c)).toEqual(mergeResources(a, mergeResources(b, c)));
  });
});

describe("instructions", () => {
  const merged = (base: ResourceSpec["instructions"], over: ResourceSpec["instructions"]) =>
    mergeResources({ instructions: base }, { instructions: over }).instructions;
  const text = (content: string) => ({ kind: "text", text: content }) as const;

  test("texts are appended in order, identical ones once", () => {
    expect(merged(text("Two.\n"), text("\nOne.\n"))).toEqual(text("Two.\n\nOne.\n"));
    expect(merged(text("Two.\n\nOne."), text("One."))).toEqual(text("Two.\n\nOne.\n"));
  });

  test("where kinds differ, the upper one holds", () => {
    expect(merged(text("One."), { kind: "none" })).toEqual({ kind: "none" });
    expect(merged({ kind: "none" }, text("One."))).toEqual(text("One.\n"));
    expect(merged({ kind: "repo" }, text("One."))).toEqual(text("One.\n"));
    expect(merged(text("One."), { kind: "repo" })).toEqual({ kind: "repo" });
  });
});

test.each([
  [{ kind: "all" }, { kind: "only", names: ["Read"] }, { kind: "all" }],
  [{ kind: "none" }, { kind: "all" }, { kind: "all" }],
  [
    { kind: "only", names: ["Read"] },
    { kind: "only", names: ["Edit"] },
    { kind: "only", names: ["Edit", "Read"] },
  ],
  [{ kind: "none" }, { kind: "only", names: ["Edit"] }, { kind: "only", names: ["Edit"] }],
  [{ kind: "none" }, { kind: "none" }, { kind: "none" }],
  [{ kind: "default" }, { kind: "none" }, { kind: "none" }],
  [{ kind: "only", names: ["Edit"] }, { kind: "default" }, { kind: "only", names: ["Edit"] }],
] as const)("tools %j and %j give %j", (base, over, expected) => {
  expect(mergeResources({ tools: base }, { tools: over }).tools).toEqual(expected);
});

test.each([
  [
    { kind: "replace", text: "A." },
    { kind: "append", text: "B." },
    { kind: "replace", text: "A.\n\nB." },
  ],
  [
    { kind: "append", text: "A." },
    { kind: "append", text: "B." },
    { kind: "append", text: "A.\n\nB." },
  ],
  [{ kind: "empty" }, { kind: "append", text: "B." }, { kind: "replace", text: "B." }],
  [{ kind: "default" }, { kind: "append", text: "B." }, { kind: "append", text: "B." }],
  [
    { kind: "append", text: "A." },
    { kind: "replace", text: "B." },
    { kind: "replace", text: "B." },
  ],
  [{ kind: "append", text: "A." }, { kind: "default" }, { kind: "default" }],
] as const)("system prompts %j and %j give %j", (base, over, expected) => {
  expect(mergeResources({ systemPrompt: base }, { systemPrompt: over }).systemPrompt).toEqual(expected);
});

test("thinking and model hold from above where they are given", () => {
  expect(mergeResources({ thinking: "low", model: "m1" }, { model: "m2" })).toEqual({ thinking: "low", model: "m2" });
});

test.each([
  [
    "skill",
    { skills: [{ name: "x", files: [{ path: "SKILL.md", executable: false, content: { text: "1" } }] }] },
    { skills: [{ name: "x", files: [{ path: "SKILL.md", executable: true, content: { text: "1" } }] }] },
  ],
  ["sub-agent", { subagents: [{ name: "x", text: "1" }] }, { subagents: [{ name: "x", text: "2" }] }],
  [
    "MCP server",
    { mcp: [{ name: "x", command: ["a"], env: {}, pin: "1" }] },
    { mcp: [{ name: "x", command: ["a"], env: {}, pin: "2" }] },
  ],
] satisfies [string, ResourceSpec, ResourceSpec][])(
  "one name with two contents is a conflict: %s",
  (what, base, over) => {
    expect(() => mergeResources(base, over)).toThrow(
      expect.objectContaining({
        code: "RESOURCE_CONFLICT",
        message: `two set-ups that are merged hold different versions of the ${what} x`,
      }),
    );
  },
);
