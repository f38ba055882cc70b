import { closeSync, openSync } from "node:fs";
import { expect, test } from "vitest";
import { inheritedDescriptors } from "../../src/sandbox/inherited-descriptors.ts";

test("what node opens itself is never inherited, so that it need not be closed", () => {
  const opened = openSync(import.meta.filename, "r");
  expect(inheritedDescriptors()).not.toContain(opened);
  expect(inheritedDescriptors().every((descriptor) => descriptor > 2)).toBe(true);
  closeSync(opened);
});
