import { expect, test } from "vitest";
import { chooseSubtests } from "../../src/plan/catalog.ts";
import { SMALL_LADDER, subtest, TIERS } from "../fixtures/ladders.ts";

const LADDER = { tiers: TIERS, subtests: SMALL_LADDER };
const names = (tiers: readonly string[], max: number | null = null, ladder = LADDER): readonly string[] =>
  chooseSubtests(ladder, tiers, max).map(({ tier, id }) => `${tier}/${id}`);

test("set-ups come in ladder order, then by id, however tiers and files are listed", () => {
  const shuffled = { tiers: TIERS, subtests: SMALL_LADDER.toReversed() };
  expect(names(["T1", "T0"], null, shuffled)).toEqual(names(["T0", "T1"]));
  expect(names(["T0"])).toEqual(["T0/00-nothing", "T0/01-rule", "T0/02-repo"]);
});

test("a limit takes the first of each tier", () => {
  expect(names(["T0", "T1"], 1)).toEqual(["T0/00-nothing", "T1/00-skill"]);
});

test.each([
  ["REFERENCE_MISSING", "there is no tier T9", LADDER, ["T9"]],
  ["PLAN_EMPTY", "T5 has no set-ups", { tiers: TIERS, subtests: [subtest("T0/a")] }, ["T0", "T5"]],
  [
    "TIER_CYCLE",
    "tiers depend on each other in a circle: A -> B -> A",
    {
      tiers: [
        { id: "A", title: "A", dependsOn: ["B"] },
        { id: "B", title: "B", dependsOn: ["A"] },
      ],
      subtests: [],
    },
    ["A"],
  ],
  [
    "DUPLICATE_ID",
    "two set-ups are called T0/a",
    { tiers: TIERS, subtests: [subtest("T0/a"), subtest("T0/a")] },
    ["T0"],
  ],
  [
    "REFERENCE_MISSING",
    "the set-up T9/a belongs to a tier that does not exist",
    { tiers: TIERS, subtests: [subtest("T9/a")] },
    ["T0"],
  ],
  [
    "REFERENCE_MISSING",
    "T0/a can't inherit from T1: T0 does not depend on it",
    { tiers: TIERS, subtests: [subtest("T0/a", {}, ["T1"])] },
    ["T0"],
  ],
] as const)("%s: %s", (code, message, ladder, tiers) => {
  expect(() => chooseSubtests(ladder, tiers, null)).toThrow(expect.objectContaining({ code, message }));
});

test("set-ups that have no place are refused together, as they come in the ladder", () => {
  const subtests = [subtest("T9/a"), subtest("T0/b", {}, ["T1"]), subtest("T8/c")];
  expect(() => chooseSubtests({ tiers: TIERS, subtests }, ["T0"], null)).toThrow(
    expect.objectContaining({
      at: subtests[0]?.at,
      also: [expect.objectContaining({ at: subtests[1]?.at }), expect.objectContaining({ at: subtests[2]?.at })],
    }),
  );
});
