import { expect, test } from "vitest";
import { isRerunReason, rerunReason } from "../src/index.ts";

test("a rerun says what was selected and why, as far as it is known, and is told from other reasons", () => {
  const reasons = [
    rerunReason(null),
    rerunReason("flaky"),
    rerunReason(null, "--run 1"),
    rerunReason("flaky", "--run 1"),
  ];
  expect(reasons).toEqual(["rerun", "rerun: flaky", "rerun of --run 1", "rerun of --run 1: flaky"]);
  expect(reasons.filter(isRerunReason)).toEqual(reasons);
  expect(["interrupted", "rerunning", "infra_error", ""].filter(isRerunReason)).toEqual([]);
});
