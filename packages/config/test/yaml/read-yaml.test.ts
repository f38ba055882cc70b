import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { experimentFileSchema, isScyllaError, subtestFileSchema, taskFileSchema } from "@scylla/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { collectProblems } from "../../src/problems.ts";
import { readYaml } from "../../src/yaml/read-yaml.ts";
import { GOOD, writeTree } from "../fixtures/experiments.ts";

const FILES = [
  [experimentFileSchema, String(GOOD["experiment.yaml"])],
  [taskFileSchema, String(GOOD["tasks/slugify/task.yaml"])],
  [subtestFileSchema, String(GOOD["ladder/T0/01-rule.yaml"])],
] as const;

const inserted = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom(
    "&a ",
    "*a",
    "!x ",
    "{",
    "]",
    "\n",
    "\n  ",
    ": ",
    "- ",
    "---\n",
    "null",
    "1e999",
    "|\n",
    "? ",
    "<<: ",
    "%",
  ),
);

test("whatever is done to a file, it is read, or every error has a code, a place in it and a hint", async () => {
  const root = await writeTree({}, {});
  const cut = fc.record({ at: fc.nat(300), length: fc.nat(12), text: inserted });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...FILES),
      fc.array(cut, { minLength: 1, maxLength: 3 }),
      async ([schema, good], cuts) => {
        const text = cuts.reduce(
          (before, { at, length, text }) => before.slice(0, at) + text + before.slice(at + length),
          good,
        );
        const file = join(root, "x.yaml");
        await writeFile(file, text);
        const problems = collectProblems();
        const read = await readYaml({ file, name: "x.yaml", at: { file }, schema }, problems);
        expect(read === null).toBe(problems.count > 0);
        try {
          problems.throwIfAny();
        } catch (error) {
          if (!isScyllaError(error)) throw error;
          for (const one of [error, ...(error.also ?? [])]) {
            expect(one).toMatchObject({ at: { file, line: expect.any(Number) }, hint: expect.any(String) });
            expect(one.at?.line).toBeLessThanOrEqual(text.split("\n").length);
          }
        } finally {
          await rm(file);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("the order of keys means nothing", async () => {
  const [schema, good] = FILES[1];
  const root = await writeTree({ "x.yaml": good }, {});
  const blocks = good.trimEnd().split(/\n(?! )/);
  const read = async (text: string): Promise<unknown> => {
    const file = join(root, "x.yaml");
    await writeFile(file, text);
    return (await readYaml({ file, name: "x.yaml", at: { file }, schema }, collectProblems()))?.value;
  };
  expect(await read(blocks.toReversed().join("\n"))).toEqual(await read(good));
});
