import assert from "node:assert/strict";
import { test } from "node:test";
import { slugify } from "../src/slugify.js";

test("accents are dropped, however they are encoded", () => {
  assert.equal(slugify("Crème brûlée"), "creme-brulee");
  assert.equal(slugify("Cafe\u0301"), "cafe");
});

test("letters that are no base letter with an accent are written out", () => {
  assert.equal(slugify("Große Straße"), "grosse-strasse");
  assert.equal(slugify("Smørrebrød på Læsø"), "smorrebrod-pa-laeso");
  assert.equal(slugify("Łódź"), "lodz");
});
