import { expect, test } from "vitest";
import { figureTable } from "../../src/report/render.ts";

test("every figure stands beside its target", () => {
  const figures = [
    { what: "a ratio", unit: "x", measured: 1.234, target: 1.5 },
    { what: "memory", unit: "MB", measured: 312.4, target: 200 },
    { what: "only shown", unit: "ms", measured: 0.01234, target: null },
  ];
  expect(figureTable(figures)).toBe(`| figure     | target    | measured  |         |
|------------|-----------|-----------|---------|
| a ratio    | <= 1.50 x | 1.23 x    | met     |
| memory     | <= 200 MB | 312 MB    | NOT MET |
| only shown |           | 0.0123 ms |         |`);
});
