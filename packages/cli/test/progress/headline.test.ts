import { textWidth } from "@scylla/report";
import { expect, test } from "vitest";
import { headline } from "../../src/progress/headline.ts";
import { snapshot } from "../fixtures/snapshots.ts";

const LATE = snapshot({
  total: 1200,
  kept: 10,
  done: 400,
  failed: 3,
  missing: 2,
  cost: 81_230_000_000,
  elapsedMs: 3_700_000,
});

test("what matters most is told at any width, the rest as there is room", () => {
  const at = (width: number): string => headline(LATE, { width, color: false });
  expect([110, 79, 60, 40, 20, 6].map(at)).toMatchInlineSnapshot(`
    [
      "████░░░░░░░░░ 410 of 1200 runs · 3 failed · 2 finally missing · 1:01:40 · about 2:01:19 left · $81.23 reported",
      "███░░░░░░░ 410 of 1200 runs · 3 failed · 2 finally missing · about 2:01:19 left",
      "████░░░░░░░░ 410 of 1200 runs · 3 failed · 2 finally missing",
      "███░░░░░░░ 410/1200, 3 failed · 1:01:40",
      "410/1200, 3 failed",
      "410/1…",
    ]
  `);
  for (let width = 1; width < 200; width++) expect(textWidth(at(width))).toBeLessThanOrEqual(width);
});

test("the bar is full only when everything is done", () => {
  expect(headline({ ...LATE, done: 1189 }, { width: 110, color: false })).toContain("█░ ");
  expect(headline({ ...LATE, done: 1190 }, { width: 110, color: false })).toContain("██ ");
});
