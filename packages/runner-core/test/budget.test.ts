import { describe, expect, test } from "vitest";
import { budget, spentSoFar } from "../src/budget.ts";
import { experiment } from "./fixtures/experiments.ts";
import { laboratory } from "./fixtures/laboratory.ts";

describe("a budget", () => {
  test("is exhausted when it is reached, not only when it is exceeded", () => {
    const money = budget(100, 40);
    money.add(59);
    expect(money.exhausted).toBe(false);
    money.add(1);
    expect(money.exhausted).toBe(true);
  });

  test("can't count what is unknown", () => {
    const money = budget(100, 0);
    money.add(null);
    expect(money.exhausted).toBe(false);
  });

  test("of 0 is spent from the start, and none never is", () => {
    expect(budget(0, 0).exhausted).toBe(true);
    expect(budget(null, Number.MAX_SAFE_INTEGER).exhausted).toBe(false);
  });
});

test("what was spent is the price of results and of losses, each counted once, also of cells that are no longer planned", async () => {
  const lab = laboratory(experiment({ repeats: 2 }), {
    agent: ({ nth }) => ({
      stdout: JSON.stringify({ costUsd: nth }),
      ...(nth === 1 ? { exit: { kind: "signaled", signal: "SIGKILL" } } : {}),
    }),
  });
  await lab.run();
  expect(spentSoFar(await lab.view())).toBe((1 + 2 + 3) * 1e9);
  await lab.run({ experiment: experiment({ repeats: 2, wording: "!" }) });
  expect(spentSoFar(await lab.view())).toBe((1 + 2 + 3 + 4 + 5) * 1e9);
});
