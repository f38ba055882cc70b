import { expect, test } from "vitest";
import { INK, inkOn, rampColor, WHITE } from "../../../src/figures/layout/palette.ts";

const shares = Array.from({ length: 101 }, (_, i) => i / 100);

test("the scale darkens with every step, so that it serves in grey", () => {
  const lights = shares.map((share) => luminance(rampColor(share)));
  for (const [i, light] of lights.entries()) if (i > 0) expect(light).toBeLessThan(lights[i - 1] ?? 0);
});

test("figures on it can be read, and its palest colour is not the white of what is missing", () => {
  for (const share of shares) expect(contrast(rampColor(share), inkOn(share))).toBeGreaterThan(3.9);
  expect(rampColor(0)).not.toBe(WHITE);
  for (const ink of [INK.text, INK.soft]) expect(contrast(ink, WHITE)).toBeGreaterThan(4.5);
});

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
