import { expect, test } from "vitest";
import { correctionLines } from "../../src/upstream/correction-lines.ts";
import { problemLines } from "../../src/upstream/problem-lines.ts";

test("corrections of one kind are told once, with how many there are", () => {
  const why = "A score is a sum.";
  const lines = correctionLines([
    { id: "score/a", published: 0.123456789, corrected: null, why },
    { id: "score/b", published: 1, corrected: 2, why },
    { id: "passed/a", published: true, corrected: false, why: "It passes." },
  ]);
  expect(lines.slice(1)).toEqual([
    "  2 such as score/a: 0.123457, should be unknown",
    "    A score is a sum.",
    "  passed/a: true, should be false",
    "    It passes.",
  ]);
});

test("names from published files move no cursor", () => {
  const lines = [
    ...correctionLines([{ id: "score/\u001b[2J", published: "\u001b[31m", corrected: 1, why: "So." }]),
    ...problemLines([{ path: "T0/\u001b[2J\n", reason: "no" }]),
  ];
  expect(lines.join("")).not.toMatch(/\p{C}/u);
});

test("of many problems the first are told, and how many more there are", () => {
  const lines = problemLines(Array.from({ length: 25 }, (_, i) => ({ path: `p${i}`, reason: "so" })));
  expect([lines[0], lines.at(-1)]).toEqual([
    "25 problems while reading; what they are about is missing:",
    "  and 5 more, all in --json",
  ]);
  expect(problemLines([])).toEqual([]);
});
