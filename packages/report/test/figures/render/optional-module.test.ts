import { expect, test } from "vitest";
import { optional } from "../../../src/figures/render/optional-module.ts";

test("a package that is not installed is named, with the command that installs all", async () => {
  const missing = optional("vega", () => import("@scylla/not-there" as string));
  await expect(missing).rejects.toMatchObject({
    code: "USAGE",
    message: "figures are drawn with vega, which is not installed",
    hint: expect.stringContaining("npm install vega vega-lite @resvg/resvg-wasm @fontsource/source-sans-3"),
  });
});

test("any other failure stays what it is", async () => {
  await expect(optional("vega", () => Promise.reject(new RangeError("x")))).rejects.toThrow(RangeError);
});
