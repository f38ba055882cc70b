import { parse, YAMLError } from "yaml";
import { z } from "zod";
import type { UpstreamRubric } from "../model.ts";
import type { ReportProblem } from "./problems.ts";
import { readText } from "./read-text.ts";

const rubricSchema = z.object({
  categories: z.record(z.string(), z.object({ weight: z.number().min(0) })).optional(),
  grading: z.object({ pass_threshold: z.number().min(0).max(1).optional() }).optional(),
});

/** @returns null where there is none, or it can't be read, which was reported. */
export async function readRubric(path: string, name: string, report: ReportProblem): Promise<UpstreamRubric | null> {
  const file = await readText(path);
  if ("problem" in file) {
    if (!file.missing) report(name, file.problem);
    return null;
  }
  const parsed = rubricSchema.safeParse(yamlOf(file.text));
  if (!parsed.success) {
    report(name, "it is no rubric with weights or a threshold");
    return null;
  }
  const { categories = {}, grading } = parsed.data;
  const weights = Object.fromEntries(Object.entries(categories).map(([category, { weight }]) => [category, weight]));
  return { weights, passThreshold: grading?.pass_threshold ?? null };
}

function yamlOf(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch (error) {
    // What `maxAliasCount` throws is a ReferenceError.
    if (error instanceof YAMLError || error instanceof ReferenceError) return undefined;
    throw error;
  }
}
