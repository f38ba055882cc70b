import type { ResourceSpec } from "@scylla/contracts";
import { expect, test } from "vitest";
import { resolveTreatment, tierManager } from "../../src/index.ts";
import { agent, text } from "../fixtures/ladders.ts";

function deliver(spec: ResourceSpec) {
  return tierManager().deliver(resolveTreatment(spec, agent("toy")));
}

test("instructions stand in both files that agents look for", () => {
  expect(deliver(text("Test first.")).files).toEqual(
    ["AGENTS.md", "CLAUDE.md"].map((path) => ({ path, executable: false, content: { text: "Test first.\n" } })),
  );
});

test("skills are copied whole, with binary files and executable bits", () => {
  const files = [
    { path: "SKILL.md", executable: false, content: { text: "Do." } },
    { path: "bin/go", executable: true, content: { base64: "AA==" } },
  ];
  expect(deliver({ skills: [{ name: "s", files }] }).files).toEqual([
    { path: ".claude/skills/s/SKILL.md", executable: false, content: { text: "Do." } },
    { path: ".claude/skills/s/bin/go", executable: true, content: { base64: "AA==" } },
  ]);
});

test("sub-agents and MCP servers have their places", () => {
  const { files } = deliver({
    subagents: [{ name: "reviewer", text: "Review." }],
    mcp: [{ name: "files", command: ["npx", "-y", "files@1"], env: { A: "1" }, pin: "1" }],
  });
  expect(files.map((file) => file.path)).toEqual([".claude/agents/reviewer.md", ".mcp.json"]);
  const config = files[1]?.content;
  expect(config && "text" in config && JSON.parse(config.text)).toEqual({
    mcpServers: { files: { command: "npx", args: ["-y", "files@1"], env: { A: "1" } } },
  });
});

test("nothing asked for, nothing delivered", () => {
  expect(deliver({}).files).toEqual([]);
});

test("a path that leads out of a skill is refused", () => {
  const skill = (path: string) => ({
    skills: [{ name: "s", files: [{ path, executable: false, content: { text: "" } }] }],
  });
  for (const path of ["../x", "/x", "a/../../x", "a//b", "."]) {
    expect(() => deliver(skill(path))).toThrow(expect.objectContaining({ code: "PATH_ESCAPE" }));
  }
});
