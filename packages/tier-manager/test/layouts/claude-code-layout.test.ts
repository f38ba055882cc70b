import { expect, test } from "vitest";
import { claudeCodeLayout, resolveTreatment } from "../../src/index.ts";
import { agent } from "../fixtures/ladders.ts";

test("everything that Claude Code reads of its workspace has its place, once", () => {
  const treatment = resolveTreatment(
    {
      instructions: { kind: "text", text: "Test first." },
      skills: [{ name: "s", files: [{ path: "SKILL.md", executable: false, content: { text: "Do." } }] }],
      subagents: [{ name: "reviewer", text: "Review." }],
      mcp: [{ name: "files", command: ["npx", "-y", "files@1"], env: {}, pin: "1" }],
    },
    agent("claude"),
  );
  const files = claudeCodeLayout().files(treatment);
  expect(files.map((file) => file.path)).toEqual([
    "CLAUDE.md",
    ".claude/skills/s/SKILL.md",
    ".claude/agents/reviewer.md",
    ".mcp.json",
  ]);
});

test("nothing asked for, nothing delivered", () => {
  expect(claudeCodeLayout().files(resolveTreatment({}, agent("claude")))).toEqual([]);
});
