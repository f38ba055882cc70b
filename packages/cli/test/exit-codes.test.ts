import { expect, test } from "vitest";
import { exitOfError, exitOfSignal, exitOfStatus } from "../src/exit-codes.ts";

test.each([
  ["complete", 0],
  ["stopped", 0],
  ["incomplete", 3],
  ["budget", 3],
  ["parked", 4],
  ["failed", 5],
  ["defect", 70],
] as const)("%s ends with %d, also after a signal", (status, code) => {
  expect(exitOfStatus(status, null)).toBe(code);
  expect(exitOfStatus(status, "SIGINT")).toBe(code);
});

test("interrupted ends as the shell reports the first signal", () => {
  expect(exitOfStatus("interrupted", "SIGINT")).toBe(130);
  expect(exitOfStatus("interrupted", "SIGTERM")).toBe(143);
  expect(exitOfStatus("interrupted", null)).toBe(143);
  expect(exitOfSignal("SIGINT")).toBe(130);
});

test("an error ends as its code says; a requested stop outranks it, a defect outranks that", () => {
  expect(exitOfError("STORE_LOCKED", null)).toBe(2);
  expect(exitOfError("DISK_FULL", null)).toBe(5);
  expect(exitOfError("DISK_FULL", "SIGTERM")).toBe(143);
  expect(exitOfError("INTERNAL", "SIGINT")).toBe(70);
});
