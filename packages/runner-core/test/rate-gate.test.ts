import { manualClock } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { rateGate } from "../src/rate-gate.ts";

test("a key stays closed until the latest deadline anybody named, stored ones included", () => {
  const clock = manualClock();
  const at = (ms: number): number => 1_000_000 + ms;
  const gate = rateGate(() => clock.now(), [{ key: "claude", untilMs: at(100) }]);
  expect(gate.closedUntil("claude")).toBe(at(100));
  expect(gate.closedUntil("codex")).toBeNull();
  gate.close("claude", at(50));
  expect(gate.closedUntil("claude")).toBe(at(100));
  gate.close("claude", at(200));
  clock.advance(199);
  expect(gate.closedUntil("claude")).toBe(at(200));
  clock.advance(1);
  expect(gate.closedUntil("claude")).toBeNull();
});
