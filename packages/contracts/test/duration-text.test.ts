import { expect, test } from "vitest";
import { durationSchema, durationText } from "../src/index.ts";

test.each([1, 500, 1000, 90_000, 60_000, 600_000, 7_200_000, 5_400_000])("%d ms are read as they are written", (ms) => {
  expect(durationSchema.parse(durationText(ms))).toBe(ms);
});
