import { stripVTControlCharacters } from "node:util";
import type { ExperimentView } from "@scylla/contracts";
import { projector, renderAnswer, renderTerminal, reportExtras } from "@scylla/report";
import { expect, test } from "vitest";
import { textWidth } from "../../src/text/text-width.ts";
import { complete, hostile, incomplete, partial } from "../fixtures/scenarios.ts";
import { byPassRate, view } from "../fixtures/views.ts";

function render(given: ExperimentView, width: number, color = false): string {
  const results = projector({ select: byPassRate }).results(given);
  return renderTerminal(results, { width, color, extras: reportExtras(given) });
}

const SCENARIOS = { complete, partial, incomplete, hostile };

for (const [name, scenario] of Object.entries(SCENARIOS)) {
  for (const width of [80, 200]) {
    test(`${name} at ${width} columns`, async () => {
      await expect(render(scenario(), width)).toMatchFileSnapshot(`../fixtures/rendered/${name}-${width}.txt`);
    });
  }
}

test("the answer alone", () => {
  const given = complete();
  const results = projector({ select: byPassRate }).results(given);
  expect(renderAnswer(results, { width: 80, color: false })).toMatchInlineSnapshot(`
    "Complete: all 40 planned runs are valid.
    quickstart: 5 set-ups, 2 tasks, 1 agent, 4 runs of each

    Against Nothing but the task (T0/00-plain), 2 of 8 passed:
      A rule that helps (T0/01-rule)           helps on 2 tasks, +75 points
      A long CLAUDE.md (T0/02-long)            undecided on 2 tasks, 0 points
      A skill that nobody opens (T1/00-skill)  undecided on 2 tasks, 0 points
      A lucky one (T1/01-lucky)                undecided on 2 tasks, +38 points
    "
  `);
});

test("without extras nothing is said of money and reasons", () => {
  const results = projector({ select: byPassRate }).results(partial());
  const text = renderTerminal(results, { width: 100, color: false });
  expect(text).not.toContain("reported");
  expect(text).toMatch(/^PARTIAL: /);
});

test("an empty experiment says so", () => {
  expect(render(view({ setUps: [], repeats: 1 }), 80)).toMatchInlineSnapshot(`
    "Nothing was planned: every set-up was left out.
    quickstart: 0 set-ups, 0 tasks, 0 agents, 0 runs of each

    The agents reported $0 for these results.
    "
  `);
});

test("a single set-up is told without a comparison", () => {
  const given = view({ setUps: [{ name: "T0/x", title: "Alone", runs: { a: ["P5", "F5"] } }], repeats: 2 });
  expect(render(given, 80)).toContain("\n\n  Alone (T0/x)  pass rate 50% (9% to 91%)\n\n");
});

test("what nobody knows is a dash, never 0", () => {
  const given = view({ setUps: [{ name: "T0/x", title: "None", runs: { a: ["M", "M"] } }], repeats: 2 });
  const row = render(given, 120)
    .split("\n")
    .find((line) => line.includes("None (T0/x)") && line.includes("–"));
  expect(row?.match(/\d+|–/g)).toEqual(["0", "2", "0", "2", "–", "–", "–", "–"]);
});

test("colour adds nothing but colour", () => {
  for (const scenario of [complete, partial, incomplete]) {
    const coloured = render(scenario(), 80, true);
    expect(coloured).not.toBe(stripVTControlCharacters(coloured));
    expect(stripVTControlCharacters(coloured)).toBe(render(scenario(), 80));
  }
});

test("no line is longer than the terminal, or ends in blanks, or holds a control character", () => {
  for (const scenario of Object.values(SCENARIOS)) {
    const given = scenario();
    for (let width = 20; width <= 220; width++) {
      for (const line of render(given, width).split("\n")) {
        expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/\s$|\p{Cc}|[\u202A-\u202E]/u);
      }
    }
  }
});

test("a title without a key, or a key without its title, is nowhere in the answer", () => {
  const text = render(complete(), 200);
  for (const key of ["T0/01-rule", "T0/02-long", "T1/01-lucky"]) {
    for (const line of text.split("\n").filter((one) => one.includes(key))) {
      expect(line).toMatch(new RegExp(`[a-zA-Z.] \\(${key}\\)`));
    }
  }
});
