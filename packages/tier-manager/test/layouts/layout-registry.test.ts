import type { ResourceSpec } from "@scylla/contracts";
import { expect, test } from "vitest";
import { type AgentLayout, resolveTreatment, tierManager } from "../../src/index.ts";
import { agent, text } from "../fixtures/ladders.ts";

test.each([
  ["tools", { tools: { kind: "all" } }],
  ["systemPrompt", { systemPrompt: { kind: "empty" } }],
  ["thinking", { thinking: "off" }],
] satisfies [string, ResourceSpec][])("a command can't be given %s, and is not given less", (what, spec) => {
  expect(() => tierManager().deliver(resolveTreatment(spec, agent("toy")))).toThrow(
    expect.objectContaining({
      code: "UNSUPPORTED",
      message: `this treatment is not applicable to agents of kind command: they can't be given ${what}`,
    }),
  );
});

test("defaults are no wishes", () => {
  const treatment = resolveTreatment({ tools: { kind: "default" }, systemPrompt: { kind: "default" } }, agent("toy"));
  expect(() => tierManager().deliver(treatment)).not.toThrow();
});

test("a kind without layout is refused by name", () => {
  expect(() => tierManager().deliver(resolveTreatment({}, agent("x", { kind: "codex" })))).toThrow(
    expect.objectContaining({ code: "UNSUPPORTED", message: "agents of kind codex can't be set up by this runner" }),
  );
});

test("further kinds join with a layout of their own", () => {
  const layout: AgentLayout = {
    kind: "codex",
    capabilities: new Set(["instructions", "thinking"]),
    files: ({ resources }) => [{ path: "AGENTS.md", executable: false, content: { text: `${resources.thinking}` } }],
  };
  const treatment = resolveTreatment({ ...text("x"), thinking: "high" }, agent("x", { kind: "codex" }));
  expect(tierManager({ layouts: [layout] }).deliver(treatment).files).toHaveLength(1);
});

test("the repo's own instructions are scrubbed at every depth, unless they are what was asked for", () => {
  const scrubOf = (spec: ResourceSpec) => tierManager().deliver(resolveTreatment(spec, agent("toy"))).scrub;
  for (const path of ["CLAUDE.md", "AGENTS.md", "GEMINI.md", ".claude", ".mcp.json", ".cursorrules", "opencode.json"]) {
    expect(scrubOf({})).toContain(`**/${path}`);
    expect(scrubOf(text("x"))).toContain(`**/${path}`);
  }
  expect(scrubOf({ instructions: { kind: "repo" } })).toEqual([]);
});
