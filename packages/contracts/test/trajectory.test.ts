import { type Trajectory, type TrajectoryStep, trajectorySchema } from "@scylla/contracts";
import { expect, test } from "vitest";

const step: TrajectoryStep = {
  step_id: 1,
  source: "agent",
  message: "Reading first.",
  tool_calls: [{ tool_call_id: "t1", function_name: "Read", arguments: { file: "a" } }],
  observation: { results: [{ source_call_id: "t1", content: "text" }] },
  metrics: { prompt_tokens: 1200, cached_tokens: 1000, completion_tokens: 40 },
};

function trajectory(steps: readonly unknown[], rest: Partial<Record<keyof Trajectory, unknown>> = {}): unknown {
  return { schema_version: "ATIF-v1.7", agent: { name: "claude-code", version: "2.1.330" }, steps, ...rest };
}

function problems(value: unknown): readonly string[] {
  return trajectorySchema.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];
}

test("a trajectory with tool calls, observations and metrics is valid", () => {
  expect(problems(trajectory([step, { ...step, step_id: 2 }], { final_metrics: { total_steps: 2 } }))).toEqual([]);
});

test.each([
  ["no step", trajectory([]), /1 items|>=1/],
  ["a gap in the numbers", trajectory([step, { ...step, step_id: 3 }]), /step_id must be 2/],
  ["a field that is not in the format", trajectory([{ ...step, colour: "red" }]), /colour/],
  [
    "a field of agent steps in a user step",
    trajectory([{ step_id: 1, source: "user", message: "", metrics: {} }]),
    /only agent steps/,
  ],
  [
    "an observation of another step's call",
    trajectory([{ ...step, tool_calls: [] }]),
    /no tool call of this step is t1/,
  ],
  [
    "more cached tokens than tokens",
    trajectory([{ ...step, metrics: { prompt_tokens: 1, cached_tokens: 2 } }]),
    /part of/,
  ],
  ["metrics without a model call", trajectory([{ ...step, llm_call_count: 0 }]), /without a model call/],
  ["a count of steps that nobody explains", trajectory([step], { final_metrics: { total_steps: 7 } }), /total_steps/],
  [
    "two embedded trajectories of one name",
    trajectory([step], {
      subagent_trajectories: [trajectory([step], { trajectory_id: "a" }), trajectory([step], { trajectory_id: "a" })],
    }),
    /trajectory_id/,
  ],
  [
    "a reference to a sub-agent by its session alone",
    trajectory([{ ...step, observation: { results: [{ subagent_trajectory_ref: [{ session_id: "s" }] }] } }]),
    /trajectory_id or trajectory_path/,
  ],
  ["another version", { ...(trajectory([step]) as object), schema_version: "ATIF-v1.8" }, /ATIF-v1.7/],
])("%s is refused", (_what, value, message) => {
  expect(problems(value).join("\n")).toMatch(message);
});

test("the same in an embedded trajectory is refused too", () => {
  const inner = trajectory([{ ...step, step_id: 2 }], { trajectory_id: "a" });
  expect(problems(trajectory([step], { subagent_trajectories: [inner] }))).toEqual(["step_id must be 1"]);
});
