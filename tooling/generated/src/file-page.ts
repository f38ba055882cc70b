import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchemas } from "./json-schemas.ts";
import { tableRow } from "./table.ts";

const INTRODUCTION = `# The files you write

Everything is YAML, and strict: a key that the format does not know is an error, never ignored. Paths are relative to the file that they stand in. Each file may begin with a line like

\`\`\`yaml
# yaml-language-server: $schema=schemas/experiment.schema.json
\`\`\`

with which an editor completes keys and marks mistakes; \`scylla init\` lays the schemas into a new project, and they are part of \`@scylla/contracts\`.
The examples are those of [examples/quickstart](../examples/quickstart).
`;

interface Page {
  readonly schema: string;
  readonly title: string;
  readonly words: string;
  /** Shown as it stands, from the root of the repository; null where the example has no such file. */
  readonly example: string | null;
}

const PAGES: readonly Page[] = [
  {
    schema: "experiment",
    title: "experiment.yaml",
    words: "What is compared, on what, with which agents, how often.",
    example: "examples/quickstart/experiment.yaml",
  },
  {
    schema: "task",
    title: "TASK/task.yaml",
    words: "A repository at a commit, a prompt, and what decides whether the work is right.",
    example: "examples/quickstart/tasks/slugify/task.yaml",
  },
  {
    schema: "subtest",
    title: "LADDER/TIER/ID.yaml",
    words:
      "A set-up; its id is the name of the file. Blocks are `LADDER/blocks/NAME.md`, skills `LADDER/skills/NAME/SKILL.md`, sub-agents `LADDER/subagents/NAME.md`.",
    example: "examples/quickstart/ladder/T0/01-rule.yaml",
  },
  {
    schema: "ladder",
    title: "LADDER/ladder.yaml",
    words: "Tiers other than the usual T0 to T6. May be left out.",
    example: null,
  },
  { schema: "mcp-server", title: "LADDER/mcp/NAME.yaml", words: "An MCP server that set-ups may name.", example: null },
];

/** The page about the files that users write: an example and a table of keys for each, from the schemas. */
export function filePage(root: string): string {
  const schemas = jsonSchemas();
  const sections = PAGES.map(({ schema, title, words, example }) => {
    const parsed = JSON.parse(schemas[`${schema}.schema.json`] ?? "{}") as Schema;
    const shown =
      example === null ? "" : `\n\`\`\`yaml\n${readFileSync(join(root, example), "utf8").trimEnd()}\n\`\`\`\n`;
    return `## \`${title}\`\n\n${words}\n${shown}\n${keyTable(parsed)}\n`;
  });
  return `${INTRODUCTION}\n${sections.join("\n")}`;
}

/** As much of JSON Schema as is read here. */
interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

function keyTable(schema: Schema): string {
  const rows = [...keysOf(schema, "")].map(([key, cells]) => tableRow([`\`${key}\``, ...cells]));
  return [tableRow(["key", "needed", "default", "meaning"]), tableRow(Array(4).fill("---")), ...rows].join("\n");
}

/** All keys, those of nested mappings and lists below them; where there are several forms, those of each. */
function keysOf(schema: Schema, prefix: string): ReadonlyMap<string, readonly string[]> {
  const forms = [schema, ...(schema.anyOf ?? [])];
  const rows = forms.flatMap((form) =>
    Object.entries(form.properties ?? {}).flatMap(([name, one]) => rowsOf(name, one, form)),
  );
  // Of a key that stands in several forms, the first says it.
  return new Map([...Map.groupBy(rows, ([key]) => key)].map(([key, [first]]) => [key, first?.[1] ?? []]));

  function rowsOf(name: string, one: Schema, form: Schema): readonly (readonly [string, readonly string[]])[] {
    const key = `${prefix}${name}`;
    const needed = form.required?.includes(name) ? (form === schema ? "yes" : "in this form") : "";
    const fallback = one.default === undefined ? "" : `\`${JSON.stringify(one.default)}\``;
    const below = one.items ? keysOf(one.items, `${key}[].`) : [];
    return [[key, [needed, fallback, one.description ?? ""]], ...keysOf(one, `${key}.`), ...below];
  }
}
