import { figuresOf, renderPng, renderSvg } from "@scylla/report/figures";
import { expect, test } from "vitest";
import { results } from "../scenarios.ts";

const picture = async (title: string): Promise<Buffer> => {
  const [figure] = figuresOf(results.quickstart, [], { width: "column" });
  if (!figure) throw new Error("no figure");
  const svg = await renderSvg(figure);
  return Buffer.from(await renderPng(svg.replace("A rule that helps (T0/01-rule)</text>", `${title}</text>`)));
};

test("it is a PNG with three pixels for one, so that it prints", async () => {
  const png = await picture("A rule");
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  expect(png.readUInt32BE(16)).toBe(963);
});

test("letters are drawn without a font of the system, and twice the same", async () => {
  const [one, again, other, none] = [
    await picture("A rule"),
    await picture("A rule"),
    await picture("B rule"),
    await picture(""),
  ];
  expect(one.equals(again)).toBe(true);
  expect(one.equals(other)).toBe(false);
  expect(none.equals(other)).toBe(false);
});

test("letters that no font has are drawn as one box each, also where several make one picture", async () => {
  expect((await picture("👩‍💻")).equals(await picture("👩"))).toBe(true);
  expect((await picture("👩‍💻")).equals(await picture(""))).toBe(false);
});
