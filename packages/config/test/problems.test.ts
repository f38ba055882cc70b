import { isScyllaError, ScyllaError } from "@scylla/contracts";
import { expect, test } from "vitest";
import { collectProblems } from "../src/problems.ts";

test("nothing found, nothing thrown", () => {
  expect(() => collectProblems().throwIfAny()).not.toThrow();
});

test("the first is thrown with the others in order, and none twice", () => {
  const problems = collectProblems();
  const at = { file: "a.yaml", line: 1, col: 1 };
  problems.report("CONFIG_INVALID", "first", at, "Mend it.");
  problems.add(new ScyllaError("FILE_MISSING", "second"));
  problems.report("CONFIG_INVALID", "first", at, "Mend it.");
  try {
    problems.throwIfAny();
    expect.unreachable();
  } catch (error) {
    if (!isScyllaError(error)) throw error;
    expect(error).toMatchObject({ code: "CONFIG_INVALID", message: "first", at, hint: "Mend it." });
    expect(error.also?.map((one) => one.message)).toEqual(["second"]);
  }
});
