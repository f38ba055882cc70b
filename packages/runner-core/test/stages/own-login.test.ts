import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgentAdapter, PlannedAgent } from "@scylla/contracts";
import { scriptedAgent } from "@scylla/contracts/testing";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ownLogin } from "../../src/stages/own-login.ts";

const agent: PlannedAgent = {
  ...{ id: "mine", kind: "cli", model: null, command: null, program: null, env: [], version: null },
};
const adapter: AgentAdapter = { ...scriptedAgent(), credentials: [".cli/login.json"] };

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "scylla-login-"));
  vi.stubEnv("HOME", home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true });
});

test("the login of the operator is copied, and nothing else of that place", async () => {
  await mkdir(join(home, ".cli"));
  await writeFile(join(home, ".cli", "login.json"), "{}");
  await writeFile(join(home, ".cli", "settings.json"), "theirs");
  expect(await ownLogin({ agent, adapter })).toEqual([
    { path: ".cli/login.json", executable: false, content: { text: "{}" } },
  ]);
});

test("where nobody has logged in it says so", async () => {
  await expect(ownLogin({ agent, adapter })).rejects.toMatchObject({
    code: "KEY_MISSING",
    message: "mine is to use its own login, and there is none in ~/.cli/login.json",
  });
});

test("an agent that has none is refused", async () => {
  await expect(ownLogin({ agent, adapter: scriptedAgent() })).rejects.toMatchObject({ code: "UNSUPPORTED" });
});
