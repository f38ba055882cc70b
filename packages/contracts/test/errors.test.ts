import { formatPosition, isScyllaError, ScyllaError } from "@scylla/contracts";
import { describe, expect, test } from "vitest";

describe("isScyllaError", () => {
  test("knows an error of another copy of the package by its code", () => {
    const foreign = Object.assign(new Error("disk is full"), { name: "ScyllaError", code: "DISK_FULL" });
    expect(isScyllaError(foreign)).toBe(true);
    expect(isScyllaError(foreign, "DISK_FULL")).toBe(true);
    expect(isScyllaError(foreign, "USAGE")).toBe(false);
  });

  test.each([
    ["a plain error", new Error("x")],
    ["a system error", Object.assign(new Error("x"), { code: "ENOENT" })],
    ["an unknown code", Object.assign(new Error("x"), { name: "ScyllaError", code: "NO_SUCH" })],
    ["no error", "ScyllaError"],
    ["nothing", undefined],
  ])("does not take %s for one", (_what, value) => {
    expect(isScyllaError(value)).toBe(false);
  });
});

test("an error keeps its cause, its place and what to do", () => {
  const cause = new Error("bottom");
  const error = new ScyllaError("FILE_MISSING", "no file", {
    cause,
    hint: "Make it.",
    at: { file: "a.yaml", line: 3, col: 5 },
  });
  expect(error).toMatchObject({ cause, hint: "Make it.", code: "FILE_MISSING", message: "no file" });
});

test("a position is written as far as it is known", () => {
  expect(formatPosition({ file: "a.yaml" })).toBe("a.yaml");
  expect(formatPosition({ file: "a.yaml", line: 3 })).toBe("a.yaml:3");
  expect(formatPosition({ file: "a.yaml", line: 3, col: 5 })).toBe("a.yaml:3:5");
});

test("an error carries the others of its pass, and has no empty list of them", () => {
  const second = new ScyllaError("FILE_MISSING", "second");
  expect(new ScyllaError("CONFIG_INVALID", "first", { also: [second] }).also).toEqual([second]);
  expect(new ScyllaError("CONFIG_INVALID", "first", { also: [] }).also).toBeUndefined();
});
