import { expect, test } from "vitest";
import { titlesOf } from "../../src/progress/titles.ts";
import { GENERATION, NAMED_PLAN } from "../fixtures/events.ts";

test("keys stand beside their titles, and titles of users hold no control characters", () => {
  const titles = titlesOf(NAMED_PLAN);
  expect(titles.setUp({ tier: "T0", subtest: "01-rule" })).toBe("A rule (T0/01-rule)");
  expect(titles.group("T1")).toBe("Skills (T1)");
  expect(titles.setUp({ tier: "T1", subtest: "00-skill" })).toMatch(/^A[^\p{Cc}]*skill \(T1\/00-skill\)$/u);
});

test("runs are told with their agent where there are several", () => {
  const key = { task: "slugs", tier: "T0", subtest: "01-rule", agent: "fake" };
  expect(titlesOf(NAMED_PLAN).run(key, 2)).toBe("A rule (T0/01-rule), slugs, run 2");
  const agent = { kind: "command", model: null, command: "true", program: null, env: [], version: null };
  const two = { ...NAMED_PLAN, agents: ["fake", "other"].map((id) => ({ id, ...agent })) };
  expect(titlesOf(two).run(key, 2)).toBe("A rule (T0/01-rule), slugs, fake, run 2");
});

test("they are learned from the plan that is accepted; a generation names nothing new", () => {
  const titles = titlesOf(null);
  expect(titles.group("T0")).toBe("T0");
  titles.observer.planAccepted?.({ plan: GENERATION, revision: 1 });
  titles.observer.planAccepted?.({ plan: NAMED_PLAN, revision: 2 });
  expect(titles.group("T0")).toBe("Prompts (T0)");
});
