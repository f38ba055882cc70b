import { type PlannedAgent, type Treatment, treatmentDigest } from "@scylla/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { resolveTreatment } from "../src/index.ts";
import { deepFreeze, specArbitrary } from "./fixtures/arbitraries.ts";
import { agent } from "./fixtures/ladders.ts";

const digest = (of: PlannedAgent): string => treatmentDigest(resolveTreatment({}, of));

test("the digest survives being written and read as JSON", () => {
  fc.assert(
    fc.property(specArbitrary, (spec) => {
      const treatment = resolveTreatment(deepFreeze(spec), deepFreeze(agent("toy")));
      const read: Treatment = JSON.parse(JSON.stringify(treatment));
      expect(treatmentDigest(read)).toBe(treatmentDigest(treatment));
    }),
  );
});

test("the place of the program on this machine and the agent's id are no part of it, the program's content is", () => {
  const here = agent("toy");
  expect(digest({ ...here, id: "other", command: ["node", "/elsewhere/agent.mjs"] })).toBe(digest(here));
  const files = [{ arg: "agent.mjs", digest: "b".repeat(64) }];
  expect(digest({ ...here, program: { command: ["node", "agent.mjs"], files } })).not.toBe(digest(here));
});

test("names of variables count once, in any order", () => {
  expect(digest(agent("toy", { env: ["B", "A", "B"] }))).toBe(digest(agent("toy", { env: ["A", "B"] })));
  expect(digest(agent("toy", { env: ["A"] }))).not.toBe(digest(agent("toy")));
});

test("a set-up's model takes precedence over the agent's", () => {
  expect(resolveTreatment({ model: "m2" }, agent("toy", { model: "m1" })).agent.model).toBe("m2");
  expect(resolveTreatment({}, agent("toy", { model: "m1" })).agent.model).toBe("m1");
});
