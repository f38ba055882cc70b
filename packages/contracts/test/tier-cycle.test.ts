import { DEFAULT_LADDER, findTierCycle } from "@scylla/contracts";
import { expect, test } from "vitest";

const tier = (id: string, ...dependsOn: string[]) => ({ id, dependsOn });

test("the default ladder has no circle", () => {
  expect(
    findTierCycle(Object.entries(DEFAULT_LADDER.tiers).map(([id, { dependsOn }]) => ({ id, dependsOn }))),
  ).toBeNull();
});

test("a circle is named from one tier back to itself, without what leads to it", () => {
  expect(findTierCycle([tier("A", "B"), tier("B", "C"), tier("C", "B")])).toEqual(["B", "C", "B"]);
});

test("a tier that depends on itself is a circle", () => {
  expect(findTierCycle([tier("A", "A")])).toEqual(["A", "A"]);
});

test("two ways to one tier are no circle, and unknown tiers are not followed", () => {
  expect(findTierCycle([tier("A", "B", "C"), tier("B", "D"), tier("C", "D", "Z"), tier("D")])).toBeNull();
});
