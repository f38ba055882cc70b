import { canonicalJson, type Json, type ResourceSpec } from "@scylla/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalResources } from "../../src/resources/canonical.ts";
import { deepFreeze, specArbitrary } from "../fixtures/arbitraries.ts";

const json = (spec: ResourceSpec): string => canonicalJson(spec as unknown as Json);

test("changes nothing the second time, and never its input", () => {
  fc.assert(
    fc.property(specArbitrary, (spec) => {
      const once = canonicalResources(deepFreeze(spec));
      expect(json(canonicalResources(once))).toBe(json(once));
    }),
  );
});

test("does not depend on the order of lists, or on repetition", () => {
  const reversed = (spec: ResourceSpec): ResourceSpec => ({
    ...spec,
    skills: spec.skills?.map(({ name, files }) => ({ name, files: files.toReversed() })).reverse(),
    subagents: spec.subagents && [...spec.subagents, ...spec.subagents].reverse(),
    mcp: spec.mcp?.toReversed(),
    tools:
      spec.tools?.kind === "only"
        ? { kind: "only", names: [...spec.tools.names, ...spec.tools.names].reverse() }
        : spec.tools,
  });
  fc.assert(
    fc.property(specArbitrary, (spec) => {
      expect(json(canonicalResources(reversed(spec)))).toBe(json(canonicalResources(spec)));
    }),
  );
});

test("what says nothing is what it amounts to", () => {
  expect(
    canonicalResources({
      instructions: { kind: "text", text: " \n" },
      tools: { kind: "only", names: [] },
      systemPrompt: { kind: "append", text: "\n" },
    }),
  ).toEqual({ instructions: { kind: "none" }, tools: { kind: "none" }, systemPrompt: { kind: "default" } });
  expect(canonicalResources({ systemPrompt: { kind: "replace", text: "" } })).toEqual({
    systemPrompt: { kind: "empty" },
  });
});

test("absent members stay absent", () => {
  expect(Object.keys(canonicalResources({ instructions: undefined, skills: undefined }))).toEqual([]);
});
