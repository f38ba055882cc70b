import { claudeCodeAgent } from "@scylla/agents";
import { type Trajectory, trajectorySchema } from "@scylla/contracts";
import { expect, test } from "vitest";
import { recorded } from "../fixtures/recorded.ts";
import { cliRequest } from "../fixtures/requests.ts";

const request = cliRequest("claude-code", {
  prompt: "Create hello.txt",
  resources: { systemPrompt: { kind: "append", text: "Be terse." } },
});

function trajectoryOf(stdout: Uint8Array): Trajectory | null {
  const transcriber = claudeCodeAgent().transcriber?.(request);
  for (let at = 0; at < stdout.length; at += 1000) transcriber?.push(stdout.subarray(at, at + 1000));
  return transcriber?.end() ?? null;
}

test("prompt, answers, calls and what they gave back become steps, with the totals of the run", () => {
  const trajectory = trajectoryOf(recorded("claude-code", "cache-and-reasoning"));
  expect(trajectorySchema.parse(trajectory)).toEqual(trajectory);
  expect(trajectory).toMatchObject({
    agent: { name: "claude-code", version: "2.1.330", model_name: "claude-sonnet-4-5" },
    steps: [
      { step_id: 1, source: "system", message: "Be terse." },
      { step_id: 2, source: "user", message: "Create hello.txt" },
      {
        step_id: 3,
        source: "agent",
        message: "",
        timestamp: "2026-11-23T17:23:36.676Z",
        tool_calls: [{ tool_call_id: "toolu_1", function_name: "Write" }],
        observation: { results: [{ source_call_id: "toolu_1", content: expect.stringContaining("created") }] },
        // 1200 fresh, 7000 cached, 500 written; what single events say of the output is a placeholder.
        metrics: { prompt_tokens: 8700, cached_tokens: 7000, extra: { cache_creation_input_tokens: 500 } },
      },
      { step_id: 4, source: "agent", message: "DONE: created hello.txt" },
    ],
    final_metrics: {
      total_prompt_tokens: 17_400,
      total_completion_tokens: 680,
      total_cached_tokens: 14_000,
      total_cost_usd: 0.025349999999999998,
      total_steps: 4,
    },
  });
});

test("a sub-agent is a trajectory of its own, which its call refers to", () => {
  const trajectory = trajectoryOf(recorded("claude-code", "treatment"));
  expect(trajectorySchema.parse(trajectory)).toEqual(trajectory);
  expect(trajectory?.subagent_trajectories).toMatchObject([
    { trajectory_id: "toolu_2", steps: [{ step_id: 1, source: "agent", message: "review: fine" }] },
  ]);
  const caller = trajectory?.steps.find((step) => step.tool_calls?.some((call) => call.tool_call_id === "toolu_2"));
  expect(caller?.observation?.results).toMatchObject([
    { source_call_id: "toolu_2", subagent_trajectory_ref: [{ trajectory_id: "toolu_2" }] },
  ]);
});

test.each(["toolsleep-sigterm", "maxturns", "cut", "hang-sigint"])("%s: what there is, is valid", (name) => {
  const trajectory = trajectoryOf(recorded("claude-code", name));
  expect(trajectorySchema.parse(trajectory)).toEqual(trajectory);
});

test("an output without a step is no trajectory", () => {
  expect(trajectoryOf(recorded("claude-code", "badflag"))).toBeNull();
});
