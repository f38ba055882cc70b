import { expect, test } from "vitest";
import { spread } from "../src/spread.ts";

const items = [...Array.from({ length: 9 }, (_, i) => `a${i}`), "b0", "b1"];
const kind = (item: string): string => item.charAt(0);

test("the first and the last of every kind are chosen, and others evenly between", () => {
  expect(spread(items, kind, 3)).toEqual(["a0", "a4", "a8", "b0", "b1"]);
});

test("without a bound everything is chosen", () => {
  expect(spread(items, kind, Number.POSITIVE_INFINITY)).toEqual(items);
});
