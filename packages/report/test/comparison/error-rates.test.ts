import { comparisonsOf } from "@scylla/report";
import { passRateExperiment, randomSource, wilsonInterval } from "@scylla/stats";
import { expect, test } from "vitest";
import { resultsOf } from "./fixtures.ts";

interface World {
  readonly tasks: number;
  readonly runs: number;
  readonly effect: number;
  /** How much the effect differs from task to task. */
  readonly spread: number;
}

/** Simulated experiments of two set-ups, each with the answer that a report gives. */
function simulated({ tasks, runs, effect, spread }: World, simulations: number) {
  const random = randomSource(20_261_126);
  const baseline = Array.from({ length: tasks }, (_, i) => 0.3 + (0.4 * i) / Math.max(1, tasks - 1));
  const draw = passRateExperiment({ tasks, runs }, { baseline, effect, effectDeviation: spread });
  return Array.from({ length: simulations }, () => {
    const drawn = draw(random);
    const letters = (side: "a" | "b") =>
      Object.fromEntries(drawn.map((pair, i) => [`t${i}`, pair[side].map((one) => (one === 1 ? "P" : "F")).join("")]));
    const sides = [
      { name: "T0/00", runs: letters("b") },
      { name: "T0/01", runs: letters("a") },
    ];
    const [found] = comparisonsOf(resultsOf(sides));
    if (!found) throw new Error("nothing was compared");
    return found;
  });
}

const SIMULATIONS = 200;

/** So high at least is a share of which `count` of the simulations were seen. */
function atLeast(count: number): number {
  return wilsonInterval(count, SIMULATIONS, 0.99)?.low ?? 0;
}

test.each<World>([
  { tasks: 6, runs: 5, effect: 0, spread: 0.2 },
  { tasks: 10, runs: 1, effect: 0, spread: 0 },
  { tasks: 12, runs: 3, effect: 0, spread: 0.1 },
  { tasks: 13, runs: 3, effect: 0, spread: 0.2 },
  { tasks: 40, runs: 2, effect: 0, spread: 0.1 },
])("without an effect, one is found at most 5 times in 100: %j", (world) => {
  const found = simulated(world, SIMULATIONS).filter(({ answer }) => answer === "better" || answer === "worse");
  expect(atLeast(found.length)).toBeLessThanOrEqual(0.05);
});

test.each<World>([
  { tasks: 3, runs: 5, effect: 0, spread: 0 },
  { tasks: 5, runs: 4, effect: 0, spread: 0 },
])("on these tasks too: %j", (world) => {
  const found = simulated(world, SIMULATIONS).filter(({ onTheseTasks }) => onTheseTasks?.answer !== "undecided");
  expect(atLeast(found.length)).toBeLessThanOrEqual(0.05);
});

test.each<World>([
  { tasks: 8, runs: 4, effect: 0.15, spread: 0.1 },
  { tasks: 30, runs: 3, effect: 0.15, spread: 0.1 },
])("the interval holds the true difference 95 times in 100: %j", (world) => {
  const misses = simulated(world, SIMULATIONS).filter(
    ({ interval }) => interval === null || interval.low > world.effect || interval.high < world.effect,
  );
  expect(atLeast(misses.length)).toBeLessThanOrEqual(0.05);
});

test("a difference as large as the smallest detectable one is found about 4 times in 5", () => {
  const world = { tasks: 30, runs: 3, effect: 0.1, spread: 0.1 };
  const reach = simulated(world, 100).map((one) => one.smallestDetectable ?? 1);
  const usual = reach.toSorted((a, b) => a - b)[50] ?? 1;
  const found = simulated({ ...world, effect: usual }, SIMULATIONS).filter(({ answer }) => answer === "better");
  expect(found.length / SIMULATIONS).toBeGreaterThan(0.7);
  expect(found.length / SIMULATIONS).toBeLessThan(0.9);
});

test("a difference at the margin passes for none at most 5 times in 100", () => {
  const world = { tasks: 45, runs: 3, effect: 0.05, spread: 0 };
  const found = simulated(world, SIMULATIONS).filter(({ answer }) => answer === "equivalent");
  expect(atLeast(found.length)).toBeLessThanOrEqual(0.05);
});
