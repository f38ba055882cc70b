import { ScyllaError } from "@scylla/contracts";
import { expect, test } from "vitest";
import { backoffMs, isFatal } from "../src/retry.ts";

test("waits grow fourfold, with up to a quarter of jitter", () => {
  const policy = { tries: 4, baseMs: 1000 };
  expect([1, 2, 3].map((tried) => backoffMs(policy, tried, () => 0))).toEqual([1000, 4000, 16_000]);
  expect(backoffMs(policy, 1, () => 0.999)).toBeLessThanOrEqual(1250);
});

test.each([
  ["DISK_FULL", true],
  ["STORE_IO", true],
  ["SETUP_FAILED", true],
  ["WORKSPACE_FAILED", false],
  ["PROCESS_NOT_STARTED", false],
] as const)("%s ends the drive: %s", (code, fatal) => {
  expect(isFatal(new ScyllaError(code, "x"))).toBe(fatal);
});
