import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type FigureWidth, figuresOf } from "@scylla/report/figures";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { FIGURE_NAMES } from "../../src/figures/figures.ts";
import { measure } from "../../src/figures/layout/text-metrics.ts";
import { results, uptakeOf } from "./scenarios.ts";
import { viewsOf } from "./spec.ts";

const WIDTHS: readonly FigureWidth[] = ["page", "column"];
const all = Object.entries(results).flatMap(([name, one]) =>
  WIDTHS.map((width) => ({ name, width, figures: figuresOf(one, uptakeOf(one), { width }) })),
);

test("every specification is valid Vega-Lite", () => {
  const schema = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve("vega-lite/vega-lite-schema.json"), "utf8"),
  );
  // The schema is large: compiled without care for the speed of what comes out, it takes a third of the time.
  const compiled = { validateSchema: false, inlineRefs: false, code: { optimize: false } };
  const validate = new Ajv({ strict: false, validateFormats: false, ...compiled }).compile(schema);
  for (const { figures } of all.filter(({ name }) => name !== "sixty")) {
    for (const { name, spec } of figures) {
      validate(spec);
      expect(validate.errors, name).toBeNull();
    }
  }
});

test("a report has its figures in a fixed order, and only those that it has something for", () => {
  const names = figuresOf(results.quickstart).map(({ name }) => name);
  expect(names).toEqual(["paired-effects", "cost-quality", "task-heat-map"]);
  expect(figuresOf(results.incomplete, uptakeOf(results.incomplete)).map(({ name }) => name)).toEqual([
    "paired-effects",
    "paired-effects-cost",
    "cost-quality",
    "task-heat-map",
    "uptake",
  ]);
  const known: readonly string[] = FIGURE_NAMES;
  expect(all.flatMap(({ figures }) => figures).every(({ name }) => known.includes(name))).toBe(true);
  expect(figuresOf({ ...results.quickstart, runs: [], subtests: [], tiers: [], comparisons: [] })).toEqual([]);
});

test("runs in another order give the same bytes", () => {
  const { six } = results;
  const reversed = { ...six, runs: six.runs.toReversed() };
  expect(JSON.stringify(figuresOf(reversed))).toBe(JSON.stringify(figuresOf(six)));
});

test("nothing is drawn beyond the edge, at either width", () => {
  for (const { name, width, figures } of all) {
    for (const figure of figures) {
      const {
        width: plot,
        height,
        padding,
      } = figure.spec as {
        width: number;
        height: number;
        padding: { left: number; right: number; top: number; bottom: number };
      };
      for (const { mark, data } of viewsOf(figure)) {
        if (mark["type"] !== "text") continue;
        const size = Number(mark["fontSize"]);
        const weight = mark["fontWeight"] === 700 ? "bold" : "normal";
        for (const { x, y, text } of data.values as readonly { x: number; y: number; text: string }[]) {
          const at = `${name} ${figure.name} ${width}: ${text}`;
          expect(y, at).toBeGreaterThanOrEqual(-padding.top);
          expect(y, at).toBeLessThanOrEqual(height + padding.bottom);
          expect(x, at).toBeGreaterThanOrEqual(-padding.left);
          if (mark["align"] !== "left" || mark["angle"] !== undefined) continue;
          expect(x + measure(text, size, weight), at).toBeLessThanOrEqual(plot + padding.right);
        }
      }
    }
  }
});

test("words on one line of a figure do not run into each other", () => {
  for (const { name, width, figures } of all) {
    for (const figure of figures.filter((one) => one.name !== "cost-quality")) {
      const words = viewsOf(figure)
        .filter(({ mark }) => mark["type"] === "text" && mark["align"] === "left" && mark["angle"] === undefined)
        .flatMap(({ mark, data }) =>
          (data.values as readonly { x: number; y: number; text: string }[]).map(({ x, y, text }) => ({
            ...{ x, y, text },
            end: x + measure(text, Number(mark["fontSize"]), mark["fontWeight"] === 700 ? "bold" : "normal"),
          })),
        );
      for (const line of Map.groupBy(words, ({ y }) => y).values()) {
        const sorted = line.toSorted((a, b) => a.x - b.x);
        for (const [i, word] of sorted.entries()) {
          const next = sorted[i + 1];
          if (next)
            expect(word.end, `${name} ${figure.name} ${width}: ${word.text} | ${next.text}`).toBeLessThan(next.x);
        }
      }
    }
  }
});

test("the status of what is unfinished comes first, with its denominators", () => {
  for (const figure of figuresOf(results.partial)) {
    const [, subtitle] = viewsOf(figure);
    expect(subtitle?.data.values[0]?.["text"]).toMatch(
      /^PARTIAL, can still change: 14 of 40 planned runs valid; 2 tasks/,
    );
  }
});
