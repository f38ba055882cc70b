import { isScyllaError, type SourcePosition } from "@scylla/contracts";
import type { z } from "zod";
import { readText } from "../files/read-text.ts";
import type { Problems } from "../problems.ts";
import { validate } from "../schema/validate.ts";
import { parseYaml } from "./parse.ts";
import { plainValue } from "./plain-value.ts";
import { type Positions, positionsOf } from "./positions.ts";

/** A file's value, and where each part of it stands. */
export interface YamlFile<T> extends Positions {
  readonly file: string;
  readonly value: T;
}

/**
 * Reads a file against its schema.
 * @param name what to call the file where it can't be read; `at` is the place that names it.
 * @returns null when anything is wrong; what it is was reported.
 */
export async function readYaml<S extends z.ZodType>(
  params: { readonly file: string; readonly name: string; readonly at: SourcePosition; readonly schema: S },
  problems: Problems,
): Promise<YamlFile<z.output<S>> | null> {
  const { file, name, at, schema } = params;
  try {
    const parsed = parseYaml(await readText(file, name, at), file);
    const before = problems.count;
    const { value, aliases } = plainValue(parsed, (key, place, first) => {
      const message = `\`${key}\` stands twice in one mapping`;
      problems.report(
        "CONFIG_DUPLICATE_KEY",
        message,
        place,
        `Remove one of them; the first is in line ${first.line}.`,
      );
    });
    const positions = positionsOf(parsed, aliases);
    const valid = validate(schema, value, positions, problems);
    return valid === null || problems.count > before ? null : { file, value: valid, ...positions };
  } catch (error) {
    if (!isScyllaError(error)) throw error;
    problems.add(error);
    return null;
  }
}
