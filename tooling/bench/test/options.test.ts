import { expect, test } from "vitest";
import { modesHere } from "../src/mode.ts";
import { readOptions } from "../src/options.ts";

test("sizes are ascending, and every mode that works here is measured", () => {
  expect(readOptions(["--", "--runs", "1000,100"])).toEqual({
    runs: [100, 1000],
    modes: modesHere(),
    json: false,
    write: false,
  });
});

test("what can't be measured is refused", () => {
  expect(() => readOptions(["--runs", "15"])).toThrow("multiples of ten");
  expect(() => readOptions(["--mode", "symlink"])).toThrow("overlay or copy");
});
