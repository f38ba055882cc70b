import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generatedFiles, ROOT } from "../src/generated-files.ts";

test.each([...generatedFiles()])("%s is what the sources say, else run `pnpm schemas`", (path, text) => {
  expect(readFileSync(join(ROOT, path), "utf8")).toBe(text);
});
