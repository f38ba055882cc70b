import type { AgentReport } from "@scylla/contracts";
import { agentAdapterConformance, scriptedAgent } from "@scylla/contracts/testing";
import { test } from "vitest";

const REPORTS: readonly AgentReport[] = [
  { usage: { inputTokens: 3, outputTokens: 4 }, costUsd: 0.25, model: "toy-1", rateLimit: null },
  { usage: null, costUsd: null, model: null, rateLimit: { key: "provider", untilMs: 60_000 } },
];

const cases = agentAdapterConformance({
  open: async () => ({
    adapter: scriptedAgent(),
    request: {
      agent: { id: "toy", kind: "scripted", model: null, command: null, program: null, env: [], version: null },
      treatment: {
        schema: "treatment/1",
        agent: { kind: "scripted", model: null, program: null, env: [] },
        resources: {
          instructions: { kind: "none" },
          skills: [],
          subagents: [],
          mcp: [],
          tools: { kind: "default" },
          systemPrompt: { kind: "default" },
          thinking: null,
        },
      },
      prompt: "Do it.",
      limits: { timeMs: 1000, turns: null, usd: null },
      seed: 7,
    },
    outputs: REPORTS.map((report) => ({ stdout: Buffer.from(JSON.stringify(report)), report })),
    dispose: async () => {},
  }),
});

for (const one of cases) test(one.name, one.run);
