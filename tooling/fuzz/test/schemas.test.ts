import {
  experimentFileSchema,
  ladderFileSchema,
  mcpFileSchema,
  subtestFileSchema,
  taskFileSchema,
} from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { chooser } from "../src/chooser.ts";
import { GRAMMAR, KINDS, type Kind, type Tree } from "../src/yaml/grammar.ts";
import { mutateTree } from "../src/yaml/mutate-tree.ts";
import { schemaOf } from "./fixtures/schemas.ts";

const PARSERS: Readonly<Record<Kind, z.ZodType>> = {
  experiment: experimentFileSchema,
  task: taskFileSchema,
  subtest: subtestFileSchema,
  ladder: ladderFileSchema,
  "mcp-server": mcpFileSchema,
};

const CASES = 1000;

/** Rules of single values that a schema can't express: an editor does not mark what breaks them. */
const BEYOND: Readonly<Record<string, (problem: z.core.$ZodIssue) => boolean>> = {
  "how long a duration may be": ({ message }) => message === "a duration is between 1ms and 7 days",
};

/** Rules that a schema expresses and the reader of the file checks, because it can say more about them. */
const READERS_OWN: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  experiment: [
    ...["#/oneOf", "#/oneOf/0/required", "#/oneOf/1/required"],
    ...["#/anyOf", "#/anyOf/0/not", "#/anyOf/1/required"],
    "#/properties/providers/additionalProperties/dependencies",
  ],
  task: ["#/anyOf", "#/anyOf/0/required", "#/anyOf/1/required", "#/anyOf/1/properties/checks/minItems"],
};

describe.each(KINDS)("the schema of %s", (kind) => {
  const marks = schemaOf(kind);
  const parser = PARSERS[kind];

  /** Where the two differ and should not; null where they agree. */
  function difference(tree: Tree): unknown {
    const parsed = parser.safeParse(tree);
    marks(tree);
    const errors = (marks.errors ?? []).filter(({ schemaPath }) => !READERS_OWN[kind]?.includes(schemaPath));
    if (parsed.success) return errors.length === 0 ? null : { tree, accepted: true, errors };
    const within = parsed.error.issues.filter((issue) => !Object.values(BEYOND).some((beyond) => beyond(issue)));
    return errors.length > 0 || within.length === 0 ? null : { tree, accepted: false, issues: within };
  }

  test("accepts every file that the parser accepts", () => {
    for (let i = 0; i < CASES; i++) {
      const tree = GRAMMAR[kind](chooser(`valid ${i}`));
      expect(parser.safeParse(tree).error, JSON.stringify(tree)).toBeUndefined();
      expect(difference(tree)).toBeNull();
    }
  });

  test("marks what the parser refuses, and nothing else", () => {
    for (let i = 0; i < CASES; i++) {
      const choose = chooser(`mutated ${i}`);
      expect(difference(mutateTree(choose, GRAMMAR[kind](choose)))).toBeNull();
    }
  });
});
