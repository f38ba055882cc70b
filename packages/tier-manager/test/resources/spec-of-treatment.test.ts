import fc from "fast-check";
import { expect, test } from "vitest";
import { resolveTreatment } from "../../src/index.ts";
import { specOfTreatment } from "../../src/resources/spec-of-treatment.ts";
import { specArbitrary } from "../fixtures/arbitraries.ts";
import { agent } from "../fixtures/ladders.ts";

test("resolving what was read from a treatment gives the treatment again", () => {
  fc.assert(
    fc.property(specArbitrary, (spec) => {
      const treatment = resolveTreatment(spec, agent("toy", { model: "m1" }));
      expect(resolveTreatment(specOfTreatment(treatment), agent("toy"))).toEqual(treatment);
    }),
  );
});

test("a treatment of nothing specifies nothing, so that it takes nothing away from others", () => {
  expect(specOfTreatment(resolveTreatment({ instructions: { kind: "none" }, skills: [] }, agent("toy")))).toEqual({});
});
