import { chmod, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { ResourceSpec } from "@scylla/contracts";
import { expect, test } from "vitest";
import { loadExperiment } from "../../src/index.ts";
import { errorsOf, load, type Tree, writeTree } from "../fixtures/experiments.ts";

const setup = (resources: string): Tree => ({
  "ladder/T0/02.yaml": `version: 1\ntitle: A\nresources:\n${resources}\n`,
});

const SKILL: Tree = {
  ...setup("  skills: [write-tests]"),
  "ladder/skills/write-tests/SKILL.md": "---\nname: write-tests\n---\n",
  "ladder/skills/write-tests/bin/go.sh": "#!/bin/sh\n",
  "ladder/skills/write-tests/logo.png": Buffer.from([0x89, 0x50, 0xff]),
};

async function resources(files: Tree): Promise<ResourceSpec | undefined> {
  return (await load(files)).ladder.subtests.at(-1)?.resources;
}

test("blocks are joined in their order, with one blank line between", async () => {
  const files = {
    ...setup("  instructions: { blocks: [Z, A] }"),
    "ladder/blocks/A.md": "A.\n\n\n",
    "ladder/blocks/Z.md": "Z.",
  };
  expect(await resources(files)).toEqual({ instructions: { kind: "text", text: "Z.\n\nA.\n" } });
});

test("a skill is all of its files, with binary ones and executable bits", async () => {
  const root = await writeTree(SKILL);
  await chmod(join(root, "ladder/skills/write-tests/bin/go.sh"), 0o755);
  const { ladder } = await loadExperiment(join(root, "experiment.yaml"), { env: {} });
  expect(ladder.subtests.at(-1)?.resources.skills).toEqual([
    {
      name: "write-tests",
      files: [
        { path: "SKILL.md", executable: false, content: { text: "---\nname: write-tests\n---\n" } },
        { path: "bin/go.sh", executable: true, content: { text: "#!/bin/sh\n" } },
        { path: "logo.png", executable: false, content: { base64: "iVD/" } },
      ],
    },
  ]);
});

test("a link in a skill is refused: what it leads to is not part of the ladder", async () => {
  const root = await writeTree(SKILL);
  await symlink("/etc/hostname", join(root, "ladder/skills/write-tests/host"));
  expect(await errorsOf(root)).toEqual([
    "PATH_ESCAPE: skills/write-tests/host is a symbolic link | ladder/T0/02.yaml:4:12 | Replace it by a copy of the file.",
  ]);
});

test("a skill without SKILL.md is refused", async () => {
  expect(await errorsOf(await writeTree({ ...SKILL, "ladder/skills/write-tests/SKILL.md": null }))).toEqual([
    "REFERENCE_MISSING: the skill write-tests has no SKILL.md | ladder/T0/02.yaml:4:12 | Agents find a skill by its SKILL.md.",
  ]);
});

test("sub-agents and MCP servers come by value, in order of their names", async () => {
  const files = {
    ...setup("  subagents: [b, a]\n  mcp: [files]"),
    "ladder/subagents/a.md": "A",
    "ladder/subagents/b.md": "B",
    "ladder/mcp/files.yaml": "version: 1\ncommand: [npx, -y, files@1.2.3]\nenv: { ROOT: . }\npin: 1.2.3\n",
  };
  expect(await resources(files)).toEqual({
    subagents: [
      { name: "a", text: "A" },
      { name: "b", text: "B" },
    ],
    mcp: [{ name: "files", command: ["npx", "-y", "files@1.2.3"], env: { ROOT: "." }, pin: "1.2.3" }],
  });
});

test("what an MCP server must not be", async () => {
  const files = {
    ...setup("  mcp: [files]"),
    "ladder/mcp/server.mjs": "",
    "ladder/mcp/files.yaml":
      "version: 1\ncommand: [npx, files@latest, server.mjs]\nenv: { GITHUB_TOKEN: x }\npin: '1'\n",
  };
  expect(await errorsOf(await writeTree(files))).toEqual([
    "CONFIG_INVALID: files@latest is another program next month | ladder/mcp/files.yaml:2:16 | Name the version that `pin` names.",
    "CONFIG_INVALID: server.mjs is not where the server is started: in the agent's workspace | ladder/mcp/files.yaml:2:30 | Name a program that is installed, or a package with its version.",
    expect.stringMatching(/^ENV_FORBIDDEN: GITHUB_TOKEN .* \| ladder\/mcp\/files\.yaml:3:8 \| /),
  ]);
});

test.each([
  ["  instructions: none", { instructions: { kind: "none" } }],
  ["  instructions: { repo: true }", { instructions: { kind: "repo" } }],
  ["  instructions: { text: Short. }", { instructions: { kind: "text", text: "Short." } }],
  ["  tools: all", { tools: { kind: "all" } }],
  ["  tools: { only: [Read, Edit, Read] }", { tools: { kind: "only", names: ["Edit", "Read"] } }],
  ["  systemPrompt: empty", { systemPrompt: { kind: "empty" } }],
  ["  systemPrompt: { append: Be terse. }", { systemPrompt: { kind: "append", text: "Be terse." } }],
  ["  systemPrompt: { replace: Be. }", { systemPrompt: { kind: "replace", text: "Be." } }],
  ["  thinking: high\n  model: m", { thinking: "high", model: "m" }],
  ["  skills: []", { skills: [] }],
] satisfies [string, ResourceSpec][])("%s", async (text, expected) => {
  expect(await resources(setup(text))).toEqual(expected);
});

test("empty assets are mistakes", async () => {
  const files = {
    ...setup("  instructions: { blocks: [A] }\n  subagents: [b]"),
    "ladder/blocks/A.md": "\n",
    "ladder/subagents/b.md": "",
  };
  expect(await errorsOf(await writeTree(files))).toEqual([
    "CONFIG_INVALID: the block A is empty | ladder/T0/02.yaml:4:28 | Write something into it, or remove its name here.",
    "CONFIG_INVALID: the sub-agent b is empty | ladder/T0/02.yaml:5:15 | Write something into it, or remove its name here.",
  ]);
});
