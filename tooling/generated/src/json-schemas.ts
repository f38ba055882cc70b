import {
  experimentFileSchema,
  ladderFileSchema,
  mcpFileSchema,
  resultsSchema,
  subtestFileSchema,
  taskFileSchema,
} from "@scylla/contracts";
import { z } from "zod";

interface Described {
  readonly schema: z.ZodType;
  readonly title: string;
  /** `input`: as a person writes it, with defaults left out. `output`: as a program reads it. */
  readonly io: "input" | "output";
}

const DESCRIBED: Readonly<Record<string, Described>> = {
  experiment: { schema: experimentFileSchema, title: "Scylla: experiment.yaml", io: "input" },
  task: { schema: taskFileSchema, title: "Scylla: task.yaml", io: "input" },
  subtest: { schema: subtestFileSchema, title: "Scylla: a set-up, ladder/TIER/ID.yaml", io: "input" },
  ladder: { schema: ladderFileSchema, title: "Scylla: ladder.yaml", io: "input" },
  "mcp-server": { schema: mcpFileSchema, title: "Scylla: an MCP server, ladder/mcp/NAME.yaml", io: "input" },
  results: { schema: resultsSchema, title: "Scylla: results/1, which `scylla report --json` prints", io: "output" },
};

/** The JSON Schema of each file that users write and programs read, by file name. Draft 7, which every editor knows. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(DESCRIBED).map(([name, { schema, title, io }]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io, target: "draft-7" });
      return [`${name}.schema.json`, JSON.stringify({ $schema, title, ...rest }, null, 2)];
    }),
  );
}
