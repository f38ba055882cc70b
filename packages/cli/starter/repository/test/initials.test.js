import assert from "node:assert/strict";
import { test } from "node:test";
import { initials } from "../src/initials.js";

test("a word has one", () => {
  assert.equal(initials("ada"), "A");
});
