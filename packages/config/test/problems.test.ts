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

test("file by file as they were met, each from top to bottom", () => {
  const problems = collectProblems();
  const at = (place: string): { file: string; line?: number; col?: number } => {
    const [file = "", line, col] = place.split(":");
    return { file, ...(line && { line: Number(line) }), ...(col && { col: Number(col) }) };
  };
  for (const place of ["b:9:1", "a:4:1", "b:2:30", "b:2:4", "a", "b:10:1"]) {
    problems.report("CONFIG_INVALID", place, at(place), "Mend it.");
  }
  try {
    problems.throwIfAny();
    expect.unreachable();
  } catch (error) {
    if (!isScyllaError(error)) throw error;
    const order = [error, ...(error.also ?? [])].map((one) => one.message);
    expect(order).toEqual(["b:2:4", "b:2:30", "b:9:1", "b:10:1", "a", "a:4:1"]);
  }
});
