import { expect, test } from "vitest";
import { suggestion, usageError } from "../src/usage-error.ts";

test("the nearest name, or all of them", () => {
  expect(suggestion("jsn", ["terminal", "json"])).toBe("Did you mean json?");
  expect(suggestion("pdf", ["terminal", "json"])).toBe("Known are: terminal, json.");
});

test("a usage error has its code and its advice", () => {
  expect(usageError("no", "Do.")).toMatchObject({ code: "USAGE", message: "no", hint: "Do." });
});
