import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSize } from "../src/parse-size.js";

test("decimal and binary units", () => {
  assert.equal(parseSize("1.5 GB"), 1_500_000_000);
  assert.equal(parseSize("200 KiB"), 204_800);
});

test("units without a B count in 1024, and what is left of a byte is cut off", () => {
  assert.equal(parseSize("10K"), 10_240);
  assert.equal(parseSize("1.2M"), 1_258_291);
});

test("anything else is refused", () => {
  for (const text of ["", "MB", "-1 MB", "1 potato", "1.2.3 kB"]) assert.throws(() => parseSize(text), RangeError);
});
