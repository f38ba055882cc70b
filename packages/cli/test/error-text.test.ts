import { join } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import { expect, test } from "vitest";
import { errorJson, errorText } from "../src/error-text.ts";

const AT = { file: join(process.cwd(), "experiment.yaml"), line: 3, col: 5 };
const PROBLEM = new ScyllaError("CONFIG_INVALID", "`repeats` is 0", { at: AT, hint: "Write a number from 1." });

test("a user's error: what, where as an editor links it, and what to do", () => {
  expect(errorText(PROBLEM)).toBe(
    "error CONFIG_INVALID: `repeats` is 0\n  at experiment.yaml:3:5\n  Write a number from 1.",
  );
});

test("without a place or advice there are no empty lines", () => {
  expect(errorText(new ScyllaError("GIT_MISSING", "git is not installed"))).toBe(
    "error GIT_MISSING: git is not installed",
  );
});

test("a file that the message names is not named again", () => {
  const at = { file: join(process.cwd(), "x.yaml") };
  expect(errorText(new ScyllaError("FILE_MISSING", "x.yaml does not exist", { at }))).not.toContain("at x.yaml");
  expect(errorText(new ScyllaError("FILE_MISSING", "y.yaml does not exist", { at }))).toContain("\n  at x.yaml");
});

test("never a stack trace for what is no defect, whatever caused it", () => {
  const cause = new Error("ENOENT");
  expect(errorText(new ScyllaError("STORE_IO", "the store", { cause, hint: "Look." }))).not.toMatch(/\n\s+at .*\.ts/);
});

test("all errors of one pass are told, up to twenty more", () => {
  const also = Array.from({ length: 25 }, (_, i) => new ScyllaError("DUPLICATE_ID", `id ${i}`));
  const text = errorText(new ScyllaError("DUPLICATE_ID", "first", { also }));
  expect(text.match(/error DUPLICATE_ID/g)).toHaveLength(21);
  expect(text).toMatch(/\n\nand 5 more$/);
});

test.each([new TypeError("x is undefined"), new ScyllaError("STORE_FENCED", "x is undefined")])(
  "a defect says that it is one, what to do, and where: $name",
  (error) => {
    const text = errorText(error);
    expect(text).toMatch(/^error (INTERNAL|STORE_FENCED): x is undefined\n {2}This is a defect of Scylla itself\./);
    expect(text).toContain("running the same command again is safe");
    expect(text).toMatch(/\n\s+at .*error-text\.test\.ts/);
  },
);

test("a defect tells its cause, and what was thrown may be anything", () => {
  expect(errorText(new Error("outer", { cause: new Error("inner") }))).toContain("caused by: inner");
  expect(errorText("a string")).toMatch(/^error INTERNAL: a string\n/);
});

test("programs get the same, with positions", () => {
  expect(errorJson(PROBLEM)).toEqual({
    code: "CONFIG_INVALID",
    message: "`repeats` is 0",
    at: AT,
    hint: "Write a number from 1.",
  });
  const several = new ScyllaError("DUPLICATE_ID", "a", { also: [new ScyllaError("DUPLICATE_ID", "b")] });
  expect(errorJson(several)).toMatchObject({ also: [{ code: "DUPLICATE_ID", message: "b" }] });
  expect(errorJson(new Error("x"))).toEqual({ code: "INTERNAL", message: "x" });
});
