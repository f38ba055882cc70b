import type { AgentReport } from "@scylla/contracts";
import { agentAdapterConformance, scriptedAgent } from "@scylla/contracts/testing";
import { test } from "vitest";
import { agentRequest } from "../fixtures/requests.ts";

const REPORTS: readonly AgentReport[] = [
  { usage: { inputTokens: 3, outputTokens: 4 }, costUsd: 0.25, model: "toy-1", rateLimit: null },
  { usage: null, costUsd: null, model: null, rateLimit: { key: "provider", untilMs: 60_000 } },
];

const cases = agentAdapterConformance({
  open: async () => ({
    adapter: scriptedAgent(),
    request: agentRequest(),
    outputs: REPORTS.map((report) => ({ stdout: Buffer.from(JSON.stringify(report)), report })),
    dispose: async () => {},
  }),
});

for (const one of cases) test(one.name, one.run);
