/** Lines by which a CLI gives a treatment to its model, and the marks of what it gives. */
const TELLING = /-MARK-\d|<\/?available_skills>|<\/?skills_instructions>|<name>|\(file: .*SKILL\.md\)$/;
const LINE_LENGTH = 120;
const MOST_WITHOUT = 200;

/** Of tools their names are looked at, and of one that opens skills what it may be called with. */
const OPENS_SKILLS = "activate_skill";
const OF_A_TOOL = new Set(["description", "parameters", "parametersJsonSchema", "input_schema"]);

/** The body of a request to a model without what no check of a treatment looks at: the CLI's own prompts and schemas. */
export function trimRequest(body: string): string {
  if (body === "") return body;
  const { tools, ...rest } = JSON.parse(body) as Readonly<Record<string, unknown>>;
  return JSON.stringify({ ...(trim(rest) as object), ...(Array.isArray(tools) && { tools: tools.map(trimTool) }) });
}

function trim(value: unknown): unknown {
  if (typeof value === "string") return trimText(value);
  if (Array.isArray(value)) return value.map(trim);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, trim(inner)]));
}

function trimText(text: string): string {
  if (text.length <= MOST_WITHOUT) return text;
  return text
    .split("\n")
    .filter((line) => TELLING.test(line))
    .map((line) => (line.includes("-MARK-") ? line : shortened(line)))
    .join("\n");
}

/** What tells stands at the beginning of a line or at its end. */
function shortened(line: string): string {
  return line.length <= LINE_LENGTH ? line : `${line.slice(0, LINE_LENGTH / 2)}...${line.slice(-LINE_LENGTH / 2)}`;
}

function trimTool(tool: unknown): unknown {
  if (Array.isArray(tool)) return tool.map(trimTool);
  if (typeof tool !== "object" || tool === null) return tool;
  const opens = "name" in tool && tool.name === OPENS_SKILLS;
  const kept = Object.entries(tool).filter(([name]) => !OF_A_TOOL.has(name) || (opens && name !== "description"));
  return Object.fromEntries(kept.map(([name, inner]) => [name, opens ? inner : trimTool(inner)]));
}
