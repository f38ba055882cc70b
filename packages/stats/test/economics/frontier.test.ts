import { costOfPassFrontier, type PricedRun } from "@scylla/stats";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

const runs = (cost: number, ...passed: readonly (0 | 1)[]): PricedRun[] =>
  passed.map((p) => ({ cost, passed: p === 1 }));
const options = { resamples: 300 };

test("the cheapest over all tasks, and for each task the cheapest for it", () => {
  const cheap = [runs(1, 1, 1), runs(1, 0, 1)];
  const good = [runs(3, 1, 1), runs(1.5, 1, 1)];
  const frontier = present(costOfPassFrontier([cheap, good], options));
  expect([frontier.cheapest, frontier.costOfPass]).toEqual([0, 1 / 0.75]);
  expect(frontier.tasks).toEqual([
    { candidate: 0, costOfPass: 1 },
    { candidate: 1, costOfPass: 1.5 },
  ]);
  expect([frontier.unsolved, frontier.meanOverTasks]).toEqual([0, 1.25]);
  expect(frontier.shares.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 12);
  expect(frontier.shares[0]).toBeGreaterThan(0.5);
  expect(frontier.shares[0]).toBeLessThan(1);
});

test("what nobody solved has no cost, and there is no mean over it", () => {
  const frontier = present(
    costOfPassFrontier(
      [
        [runs(1, 1), runs(1, 0)],
        [runs(2, 1), runs(2, 0)],
      ],
      options,
    ),
  );
  expect(frontier.tasks[1]).toEqual({ candidate: null, costOfPass: null });
  expect([frontier.unsolved, frontier.meanOverTasks, frontier.cheapest]).toEqual([1, null, 0]);
});

test("no pass at all: no cheapest", () => {
  expect(costOfPassFrontier([[runs(1, 0)], [runs(2, 0)]], options)).toMatchObject({
    cheapest: null,
    costOfPass: null,
    shares: [0, 0],
    unsolved: 1,
  });
});

test("nothing says nothing; unequal tasks, tasks without runs and bad costs are refused", () => {
  expect([costOfPassFrontier([]), costOfPassFrontier([[]])]).toEqual([null, null]);
  expect(() => costOfPassFrontier([[runs(1, 1)], []])).toThrow("the same tasks");
  expect(() => costOfPassFrontier([[runs(1, 1)], [[]]])).toThrow("candidate 1 has no runs on task 0");
  expect(() => costOfPassFrontier([[runs(-1, 1)]])).toThrow(RangeError);
});
