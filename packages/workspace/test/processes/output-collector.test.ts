import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outputCollector } from "../../src/processes/output-collector.ts";
import { place } from "../fixtures/places.ts";

const ignore = (): void => {};

test("the first bytes are kept across chunks, the rest is counted", () => {
  const kept: string[] = [];
  const collector = outputCollector(5, null, (chunk) => kept.push(chunk.toString()));
  for (const chunk of ["abc", "def", "ghi"]) collector.add(Buffer.from(chunk));
  expect(collector.end()).toEqual({ bytes: Buffer.from("abcde"), file: null, total: 9, truncated: true });
  expect(kept).toEqual(["abc", "de"]);
});

test("output that just fits is not cut off", () => {
  const collector = outputCollector(3, null, ignore);
  collector.add(Buffer.from("abc"));
  expect(collector.end()).toMatchObject({ total: 3, truncated: false });
});

test("with a cap of 0 nothing is kept, and no file is made", () => {
  const collector = outputCollector(0, join(place(), "stdout"), ignore);
  collector.add(Buffer.from("abc"));
  expect(collector.end()).toEqual({ bytes: null, file: null, total: 3, truncated: true });
});

test("a file that is already there is not written to", () => {
  const file = join(place(), "stdout");
  const first = outputCollector(9, file, ignore);
  first.add(Buffer.from("first"));
  first.end();
  const second = outputCollector(9, file, ignore);
  second.add(Buffer.from("second"));
  expect(second.end()).toMatchObject({ file: null, total: 6, truncated: true });
  expect(readFileSync(file, "utf8")).toBe("first");
});
