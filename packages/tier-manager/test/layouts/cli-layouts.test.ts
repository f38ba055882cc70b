import { expect, test } from "vitest";
import { type AgentLayout, codexLayout, geminiCliLayout, openCodeLayout, resolveTreatment } from "../../src/index.ts";
import { agent } from "../fixtures/ladders.ts";

const CASES: readonly (readonly [AgentLayout, readonly string[]])[] = [
  [codexLayout(), ["AGENTS.md", ".agents/skills/s/SKILL.md"]],
  [openCodeLayout(), ["AGENTS.md", ".opencode/skills/s/SKILL.md"]],
  [geminiCliLayout(), ["GEMINI.md", ".gemini/skills/s/SKILL.md"]],
];

test.each(CASES)("$kind finds its instructions and skills", (layout, paths) => {
  const spec = {
    instructions: { kind: "text", text: "Test first." },
    skills: [{ name: "s", files: [{ path: "SKILL.md", executable: false, content: { text: "Do." } }] }],
  } as const;
  const treatment = resolveTreatment(spec, agent("a"));
  expect(layout.files(treatment).map((file) => file.path)).toEqual(paths);
  expect(layout.files(resolveTreatment({}, agent("a")))).toEqual([]);
});
