import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MeteredCall, Workspace } from "@scylla/contracts";
import { expect, onTestFinished, test } from "vitest";
import { callLog, loggedCost } from "../../src/stages/call-log.ts";

async function workspace(): Promise<Workspace> {
  const at = await mkdtemp(join(tmpdir(), "scylla-calls-"));
  onTestFinished(() => rm(at, { recursive: true, force: true }));
  return { id: "1-1", root: at, home: at, tmp: at, logs: at };
}

function call(cost: number | null, status: number | null = 200): MeteredCall {
  return {
    ...{ call: 1, provider: "anthropic", model: { asked: "m", served: "m" }, status, usage: {}, metered: true, cost },
    ...{ startedAtMs: 0, durationMs: 1, firstTokenMs: null, retryOf: null },
  };
}

test("what is written down is the sum of answered calls; failed ones are not billed", async () => {
  const here = await workspace();
  const log = callLog(here);
  for (const one of [call(5), call(null, 500), call(null, null), call(7)]) log(one);
  expect(await loggedCost(here)).toBe(12);
});

test("nothing is known without a call, or where a price was not known", async () => {
  const here = await workspace();
  expect(await loggedCost(here)).toBeUndefined();
  callLog(here)(call(5));
  callLog(here)(call(null));
  expect(await loggedCost(here)).toBeUndefined();
});

test("a line that a kill cut off takes nothing from those before it; one in the middle makes the sum unknown", async () => {
  const here = await workspace();
  callLog(here)(call(5));
  await appendFile(join(here.logs, "calls.jsonl"), `{"call":2,"sta`);
  expect(await loggedCost(here)).toBe(5);
  callLog(here)(call(7));
  expect(await loggedCost(here)).toBeUndefined();
});

test("a place that can't be written to stops nothing", () => {
  callLog({ id: "", root: "", home: "", tmp: "", logs: "/nowhere/at/all" })(call(1));
});
