import { figuresOf, renderSvg } from "@scylla/report/figures";
import { expect, test } from "vitest";
import { results, uptakeOf } from "../scenarios.ts";
import { wellFormed } from "./well-formed.ts";

test("titles that are markup come out as text, and the document stays whole", async () => {
  for (const figure of figuresOf(results.hostile)) {
    const svg = await renderSvg(figure);
    expect(wellFormed(svg)).toEqual([]);
    expect(svg).not.toMatch(/<script|<foreignObject|<a |javascript:|\son\w+=/i);
    expect(svg).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  }
});

test("nothing is loaded from elsewhere: fonts are in it, and no reference leads out", async () => {
  for (const figure of figuresOf(results.quickstart)) {
    const svg = await renderSvg(figure);
    expect(svg.replaceAll(/xmlns(:xlink)?="[^"]*"/g, "")).not.toMatch(/https?:|href|@import|url\((?!data:font)/);
    expect(svg.match(/@font-face/g)).toHaveLength(2);
  }
});

test("it says what it shows to those who can't see it", async () => {
  const [effects] = figuresOf(results.quickstart);
  if (!effects) throw new Error("no figure");
  expect(await renderSvg(effects)).toMatch(
    /role="img"><title>Which set-ups .*<\/title><desc>.*A rule that helps \(T0\/01-rule\) against Nothing but the task .*\+75, better on these tasks only/,
  );
});

test("the same results are the same bytes", async () => {
  const twice = async () => Promise.all(figuresOf(results.partial, uptakeOf(results.partial)).map(renderSvg));
  expect(await twice()).toEqual(await twice());
});

test("it has the width that was asked for", async () => {
  for (const [width, pixels] of [
    ["page", 643],
    ["column", 321],
  ] as const) {
    for (const figure of figuresOf(results.quickstart, [], { width })) {
      expect(await renderSvg(figure)).toMatch(new RegExp(`<svg [^>]*width="${pixels}"`));
    }
  }
});

test("its fonts are named as CSS understands it, and texts keep their widths where another font stands in", async () => {
  const [effects] = figuresOf(results.quickstart);
  if (!effects) throw new Error("no figure");
  const svg = await renderSvg(effects);
  expect(svg).toContain("font-family=\"'Source Sans 3', 'Source Sans Pro', sans-serif\"");
  expect(svg).toMatch(
    /textLength="60\.\d" lengthAdjust="spacingAndGlyphs">A rule that helps<|textLength="[67]\d\.\d" [^>]*>A rule that helps</,
  );
});
