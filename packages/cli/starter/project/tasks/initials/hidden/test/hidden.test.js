import assert from "node:assert/strict";
import { test } from "node:test";
import { initials } from "../src/initials.js";

test("names as people type them", () => {
  assert.equal(initials("  grace   brewster hopper "), "GBH");
  assert.equal(initials(""), "");
});
