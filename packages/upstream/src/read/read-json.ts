import type { z } from "zod";
import { parsePythonJson } from "./parse-json.ts";
import type { ReportProblem } from "./problems.ts";
import { readText } from "./read-text.ts";

export interface JsonFile<S extends z.ZodType> {
  readonly path: string;
  /** What problems call it. */
  readonly name: string;
  readonly schema: S;
  /** A file that is not there is no problem. */
  readonly optional?: boolean;
}

/** @returns null where the file is not there or is not what it should be; which of them was reported. */
export async function readJson<S extends z.ZodType>(
  { path, name, schema, optional = false }: JsonFile<S>,
  report: ReportProblem,
): Promise<z.output<S> | null> {
  const file = await readText(path);
  if ("problem" in file) {
    if (!(optional && file.missing)) report(name, file.problem);
    return null;
  }
  try {
    const parsed = schema.safeParse(parsePythonJson(file.text));
    if (parsed.success) return parsed.data;
    report(name, `it is not what it should be: ${firstIssue(parsed.error)}`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report(name, "it is no JSON, or not all of it");
  }
  return null;
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.join(".") ?? "";
  return where === "" ? (issue?.message ?? "") : `${where}: ${issue?.message}`;
}
