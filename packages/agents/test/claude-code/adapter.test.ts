import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claudeCodeAgent } from "@scylla/agents";
import { agentAdapterConformance } from "@scylla/contracts/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recorded, reportOf } from "../fixtures/recorded.ts";
import { cliRequest } from "../fixtures/requests.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "scylla-claude-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function executable(script: string): Promise<string> {
  const file = join(root, `claude-${Math.random()}`);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

describe("conformance", () => {
  const cases = agentAdapterConformance({
    open: async () => {
      const adapter = claudeCodeAgent({ executable: await executable("echo '2.1.330 (Claude Code)'") });
      const outputs = ["streamjson", "e429-noretry", "maxturns"].map((name) => {
        const stdout = recorded("claude-code", name);
        return { stdout, report: reportOf(adapter, stdout) };
      });
      return { adapter, request: cliRequest("claude-code"), outputs, dispose: async () => {} };
    },
  });
  for (const one of cases) test(one.name, one.run);
});

const { agent } = cliRequest("claude-code");

test("its version is what the program says, asked in a HOME of its own", async () => {
  const file = await executable('[ -z "$(ls -A "$HOME")" ] && echo "2.1.330 (Claude Code)"');
  expect(await claudeCodeAgent({ executable: file }).version(agent)).toBe("2.1.330");
});

test("a program that is not there is missing, and the error says how to install it", async () => {
  await expect(claudeCodeAgent({ executable: join(root, "absent") }).version(agent)).rejects.toMatchObject({
    code: "AGENT_MISSING",
    message: expect.stringContaining("(ENOENT)"),
    hint: "Install it with `npm install --global @anthropic-ai/claude-code@2.1.330`.",
  });
});

test("a program of that name that is something else is missing too", async () => {
  const file = await executable("echo usage: claude FILE");
  await expect(claudeCodeAgent({ executable: file }).version(agent)).rejects.toMatchObject({ code: "AGENT_MISSING" });
});
