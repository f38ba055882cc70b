import { expect, test } from "vitest";
import { titlesOf } from "../../src/progress/titles.ts";
import { GENERATION, NAMED_PLAN } from "../fixtures/events.ts";

test("keys stand beside their titles, and titles of users hold no control characters", () => {
  const titles = titlesOf(NAMED_PLAN);
  expect(titles.setUp({ tier: "T0", subtest: "01-rule" })).toBe("A rule (T0/01-rule)");
  expect(titles.group("T1")).toBe("Skills (T1)");
  expect(titles.setUp({ tier: "T1", subtest: "00-skill" })).toMatch(/^A[^\p{Cc}]*skill \(T1\/00-skill\)$/u);
});

test("they are learned from the plan that is accepted; a generation names nothing new", () => {
  const titles = titlesOf(null);
  expect(titles.group("T0")).toBe("T0");
  titles.observer.planAccepted?.({ plan: GENERATION, revision: 1 });
  titles.observer.planAccepted?.({ plan: NAMED_PLAN, revision: 2 });
  expect(titles.group("T0")).toBe("Prompts (T0)");
});
