import { constants } from "node:fs";
import { access, readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { FAKE_AGENTS, fakeAgent, MISSING_AGENT } from "../src/index.ts";

test("every agent of the list is an executable, and every executable is in the list", async () => {
  for (const name of FAKE_AGENTS) await access(fakeAgent(name), constants.X_OK);
  expect(await readdir(dirname(fakeAgent("noop")))).toEqual(FAKE_AGENTS);
});

test("the missing agent is missing", async () => {
  await expect(access(MISSING_AGENT)).rejects.toThrow("ENOENT");
});
