import { z } from "zod";

/**
 * Agent trajectories in the Agent Trajectory Interchange Format, version 1.7: text only, without embedded media.
 * Every object is closed but for its `extra`; what is not known is left out.
 */
const extra = z.record(z.string(), z.unknown()).optional();
const tokens = z.int().min(0).optional();
const usd = z.number().min(0).optional();

const contentPart = z.strictObject({ type: z.literal("text"), text: z.string() });
const content = z.union([z.string(), z.array(contentPart)]);

const metrics = z.strictObject({
  /** Cached tokens included. */
  prompt_tokens: tokens,
  completion_tokens: tokens,
  cached_tokens: tokens,
  cost_usd: usd,
  extra,
});

const toolCall = z.strictObject({
  tool_call_id: z.string(),
  function_name: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  extra,
});

const subagentReference = z
  .strictObject({
    trajectory_id: z.string().optional(),
    trajectory_path: z.string().optional(),
    session_id: z.string().optional(),
    extra,
  })
  .refine((reference) => reference.trajectory_id !== undefined || reference.trajectory_path !== undefined, {
    error: "a reference to a sub-agent needs trajectory_id or trajectory_path",
  });

const observationResult = z.strictObject({
  source_call_id: z.string().optional(),
  content: content.optional(),
  subagent_trajectory_ref: z.array(subagentReference).optional(),
  extra,
});

const step = z.strictObject({
  step_id: z.int().min(1),
  source: z.enum(["system", "user", "agent"]),
  message: content,
  timestamp: z.iso.datetime({ offset: true }).optional(),
  observation: z.strictObject({ results: z.array(observationResult) }).optional(),
  is_copied_context: z.boolean().optional(),
  llm_call_count: z.int().min(0).optional(),
  model_name: z.string().optional(),
  reasoning_effort: z.union([z.string(), z.number()]).optional(),
  reasoning_content: z.string().optional(),
  tool_calls: z.array(toolCall).optional(),
  metrics: metrics.optional(),
  extra,
});

const finalMetrics = z.strictObject({
  total_prompt_tokens: tokens,
  total_completion_tokens: tokens,
  total_cached_tokens: tokens,
  /** Sub-agents included. */
  total_cost_usd: usd,
  total_steps: z.int().min(0).optional(),
  extra,
});

const agent = z.strictObject({
  name: z.string().min(1),
  version: z.string().min(1),
  model_name: z.string().optional(),
  tool_definitions: z.array(z.record(z.string(), z.unknown())).optional(),
  extra,
});

const document = z.strictObject({
  schema_version: z.literal("ATIF-v1.7"),
  session_id: z.string().optional(),
  trajectory_id: z.string().optional(),
  agent,
  steps: z.array(step).min(1),
  notes: z.string().optional(),
  final_metrics: finalMetrics.optional(),
  continued_trajectory_ref: z.string().optional(),
  extra,
});

export type TrajectoryStep = z.infer<typeof step>;

export type Trajectory = z.infer<typeof document> & { subagent_trajectories?: Trajectory[] | undefined };

const root = document.extend({
  subagent_trajectories: z.array(z.lazy((): z.ZodType<Trajectory> => trajectorySchema)).optional(),
});

/** The shape, and the rules between parts. */
export const trajectorySchema: z.ZodType<Trajectory> = root.superRefine((trajectory, context) => {
  const refuse = (message: string, path: (string | number)[]) => context.addIssue({ code: "custom", message, path });
  trajectory.steps.forEach((one, index) => {
    const path = ["steps", index];
    if (one.step_id !== index + 1) refuse(`step_id must be ${index + 1}`, [...path, "step_id"]);
    for (const name of AGENT_ONLY)
      if (one.source !== "agent" && one[name] !== undefined) refuse(`only agent steps have ${name}`, [...path, name]);
    if (one.source === "agent" && one.llm_call_count === 0 && (one.metrics || one.reasoning_content !== undefined))
      refuse("a step without a model call has neither metrics nor reasoning", path);
    const calls = new Set(one.tool_calls?.map((call) => call.tool_call_id));
    for (const { source_call_id: id } of one.observation?.results ?? [])
      if (id !== undefined && !calls.has(id)) refuse(`no tool call of this step is ${id}`, [...path, "observation"]);
    const { prompt_tokens: prompt, cached_tokens: cached } = one.metrics ?? {};
    if (cached !== undefined && prompt !== undefined && cached > prompt)
      refuse("cached_tokens are part of prompt_tokens", [...path, "metrics"]);
  });
  const { total_steps: total } = trajectory.final_metrics ?? {};
  if (total !== undefined && total !== trajectory.steps.length && trajectory.notes === undefined)
    refuse("total_steps differs from the steps, and notes do not say why", ["final_metrics", "total_steps"]);
  const ids = (trajectory.subagent_trajectories ?? []).map((one) => one.trajectory_id);
  if (new Set(ids).size !== ids.length || ids.includes(undefined))
    refuse("embedded trajectories need a trajectory_id each", ["subagent_trajectories"]);
});

const AGENT_ONLY = ["model_name", "reasoning_effort", "reasoning_content", "tool_calls", "metrics"] as const;
