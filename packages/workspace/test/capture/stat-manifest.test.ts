import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { copyCandidates } from "../../src/capture/candidates.ts";
import { readStatManifest, writeStatManifest } from "../../src/capture/stat-manifest.ts";
import { place } from "../fixtures/places.ts";
import { writeFiles } from "../fixtures/repositories.ts";

function copied() {
  const directory = place();
  const [tree, manifest] = [join(directory, "tree"), join(directory, "manifest.json")];
  mkdirSync(tree);
  writeFiles(tree, { a: "1", "b/c": "2", l: { link: "a" } });
  writeStatManifest(tree, manifest);
  const candidates = () => {
    const { touched, deleted } = copyCandidates(tree, join(directory, "no template"), manifest);
    return { touched: touched.map(String).sort(), deleted: deleted.map(String).sort() };
  };
  return { tree, manifest, candidates };
}

test("what nobody touched is not read", () => {
  expect(copied().candidates()).toEqual({ touched: [], deleted: [] });
});

test("whatever an edit sets back, its change time tells", async () => {
  const { tree, candidates } = copied();
  // Longer than the coarsest clock that a file system stamps by.
  await delay(20);
  writeFileSync(join(tree, "a"), "9");
  utimesSync(join(tree, "a"), 1, 1);
  writeFiles(tree, { "b/new": "" });
  expect(candidates()).toEqual({ touched: ["a", "b/new"], deleted: [] });
});

test.each(["", "{", "7", "[1]"])("a record that reads %j is none: every file counts as touched", (text) => {
  const { manifest, candidates } = copied();
  writeFileSync(manifest, text);
  expect(readStatManifest(manifest)).toBeNull();
  expect(candidates()).toEqual({ touched: ["a", "b/c", "l"], deleted: [] });
});
