import {
  durationText,
  type FileValue,
  type GradingSpec,
  type PlannedCell,
  type PlannedTask,
  sha256,
  type Treatment,
} from "@scylla/contracts";

/** What decides a cell's digest, field by field, each named as users write it and in words for people. */
export type Fields = Readonly<Record<string, string>>;

/** @param treatment null where its stored object can't be read: only its digest is told then. */
export function cellFields({
  cell,
  task,
  treatment,
}: {
  readonly cell: PlannedCell;
  readonly task: PlannedTask;
  readonly treatment: Treatment | null;
}): Fields {
  const { limits, agentVersion, sandbox, network } = cell.conditions;
  return {
    task: cell.key.task,
    tier: cell.key.tier,
    subtest: cell.key.subtest,
    agent: cell.key.agent,
    prompt: task.prompt,
    "repo.commit": task.repo.commit,
    setup: listed(task.setup),
    ...(treatment ? treatmentFields(treatment) : { treatment: cell.treatment }),
    // Of an imported experiment it may not have been published.
    "limits.time": limits.timeMs === 0 ? "unknown" : durationText(limits.timeMs),
    "limits.turns": orNone(limits.turns),
    "limits.usd": orNone(limits.usd),
    "agent.version": agentVersion ?? "unknown",
    sandbox,
    network: listed(network),
  };
}

/** What decides how attempts of a task are graded; it makes no new cell. */
export function gradingFields({ checks, protect, rubric }: GradingSpec): Fields {
  const fields: Record<string, string> = { protect: listed(protect), rubric: rubric ?? NONE };
  for (const { id, ...check } of checks) {
    fields[`checks.${id}.command`] = commandText(check.command);
    fields[`checks.${id}.required`] = String(check.required);
    fields[`checks.${id}.weight`] = String(check.weight);
    fields[`checks.${id}.time`] = durationText(check.timeMs);
    fields[`checks.${id}.hiddenTests`] = check.hiddenTests ?? NONE;
  }
  return fields;
}

/** A field that two cells, or two gradings, do not share. Null: it is absent there. */
export interface Difference {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function differences(before: Fields, after: Fields): readonly Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((field) => {
    const [was, is] = [before[field] ?? null, after[field] ?? null];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
}

const NONE = "none";

function treatmentFields({ agent, resources }: Treatment): Fields {
  const { instructions, skills, subagents, mcp, tools, systemPrompt, thinking } = resources;
  const fields: Record<string, string> = {
    "agent.kind": agent.kind,
    model: agent.model ?? NONE,
    "agent.env": listed(agent.env),
    instructions: instructions.kind === "text" ? instructions.text : instructions.kind,
    tools: tools.kind === "only" ? `only ${tools.names.join(", ")}` : tools.kind,
    systemPrompt: "text" in systemPrompt ? `${systemPrompt.kind}: ${systemPrompt.text}` : systemPrompt.kind,
    thinking: thinking ?? "default",
  };
  if (agent.program) {
    fields["agent.command"] = commandText(agent.program.command);
    for (const { arg, digest } of agent.program.files) fields[`agent.command ${arg}`] = `file ${digest}`;
  }
  for (const skill of skills)
    for (const file of skill.files) fields[`skills.${skill.name}/${file.path}`] = fileText(file);
  for (const { name, text } of subagents) fields[`subagents.${name}`] = text;
  for (const { name, ...server } of mcp) fields[`mcp.${name}`] = JSON.stringify(server);
  return fields;
}

function fileText({ content, executable }: FileValue): string {
  const text = "text" in content ? content.text : `file ${sha256(Buffer.from(content.base64, "base64"))}`;
  return executable ? `${text} (executable)` : text;
}

function commandText(command: string | readonly string[]): string {
  return typeof command === "string" ? command : JSON.stringify(command);
}

function listed(values: readonly unknown[]): string {
  return values.length === 0
    ? NONE
    : values.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join(", ");
}

function orNone(value: number | null): string {
  return value === null ? NONE : String(value);
}
