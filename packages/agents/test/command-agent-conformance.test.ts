import { commandAgent } from "@scylla/agents";
import type { AgentReport } from "@scylla/contracts";
import { agentAdapterConformance } from "@scylla/contracts/testing";
import { describe, test } from "vitest";
import { request } from "./fixtures/requests.ts";

const REPORT: AgentReport = { usage: { inputTokens: 3, outputTokens: 4 }, costUsd: 0.25, model: null, rateLimit: null };

const cases = agentAdapterConformance({
  open: async () => ({
    adapter: commandAgent(),
    request: request({ command: ["node", "agent.mjs"] }),
    outputs: [
      {
        stdout: Buffer.from(`I did it: ünï.\n${JSON.stringify({ type: "result", ...REPORT })}\n\n`),
        report: REPORT,
      },
    ],
    dispose: async () => {},
  }),
});

describe("the command agent", () => {
  for (const one of cases) test(one.name, one.run);
});
