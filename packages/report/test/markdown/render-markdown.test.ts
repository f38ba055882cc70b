import type { ExperimentView } from "@scylla/contracts";
import { projector, renderMarkdown, reportExtras } from "@scylla/report";
import { expect, test } from "vitest";
import { complete, hostile, incomplete, partial } from "../fixtures/scenarios.ts";
import { byPassRate, view } from "../fixtures/views.ts";

function render(given: ExperimentView): string {
  return renderMarkdown(projector({ select: byPassRate }).results(given), reportExtras(given));
}

for (const [name, scenario] of Object.entries({ complete, partial, incomplete, hostile })) {
  test(`${name}`, async () => {
    await expect(render(scenario())).toMatchFileSnapshot(`../fixtures/rendered/${name}.md`);
  });
}

test("every row of a table has as many cells as its header, whatever the titles", () => {
  let cells = 0;
  for (const line of render(hostile()).split("\n")) {
    if (!line.startsWith("| ")) {
      cells = 0;
      continue;
    }
    const found = line.match(/(?<!\\)\|/g)?.length ?? 0;
    if (cells > 0) expect(found).toBe(cells);
    cells = found;
  }
});

test("hostile titles bring no HTML, link or heading", () => {
  const text = render(hostile());
  expect(text).not.toMatch(/<|(?<!\\)\]\(|https?:\/\//);
  expect(text.match(/^# /gm)).toHaveLength(1);
});

test("every table of figures shows planned, valid and missing", () => {
  const headers = render(partial()).match(/^\|.*(?=\n\| ---)/gm) ?? [];
  expect(headers).toHaveLength(4);
  for (const header of headers.slice(1)) expect(header).toContain("| planned | valid | missing |");
});

test("a partial experiment says so before anything else", () => {
  expect(render(partial()).split("\n").slice(0, 3).join("\n")).toMatch(/^# quickstart\n\n\*\*PARTIAL: /);
});

test("results alone can be rendered, and an empty experiment too", () => {
  const empty = projector({ select: byPassRate }).results(view({ setUps: [], repeats: 1 }));
  expect(renderMarkdown(empty)).toMatchInlineSnapshot(`
    "# quickstart

    **Nothing was planned: every set-up was left out.**

    0 set-ups, 0 tasks, 0 agents, 0 runs of each.

    ## What is known
    "
  `);
});

test("thousands of missing runs are summed up, not listed", () => {
  const codes = Array.from({ length: 3000 }, () => "M");
  const text = render(view({ setUps: [{ name: "T0/x", runs: { a: codes } }], repeats: 3000 }));
  expect(text).toContain("- 3000 finally missing: the agent could not be started");
  expect(text).toContain("And 2950 more.");
  expect(text.split("\n").length).toBeLessThan(120);
});
