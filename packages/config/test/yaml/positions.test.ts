import { formatPosition } from "@scylla/contracts";
import { expect, test } from "vitest";
import { parseYaml } from "../../src/yaml/parse.ts";
import { plainValue } from "../../src/yaml/plain-value.ts";
import { type Path, positionsOf } from "../../src/yaml/positions.ts";

const parsed = parseYaml(
  "# first\nagents:\n  - id: toy\n    env: [A, 007]\nempty:\nbase: &b { x: 1 }\nuse: *b\n",
  "x.yaml",
);
const positions = positionsOf(parsed, plainValue(parsed, () => {}).aliases);

test.each([
  [[], "x.yaml:2:1"],
  [["agents", 0, "id"], "x.yaml:3:9"],
  [["agents", 0, "env", 1], "x.yaml:4:14"],
  [["empty"], "x.yaml:5:1"],
  [["agents", 0, "absent"], "x.yaml:3:5"],
  [["agents", 7], "x.yaml:2:1"],
  [["nothing", "at", "all"], "x.yaml:2:1"],
  [["use"], "x.yaml:7:6"],
  [["use", "x"], "x.yaml:6:15"],
] satisfies [Path, string][])("the value at %j stands at %s", (path, expected) => {
  expect(formatPosition(positions.at(path))).toBe(expected);
});

test("a key stands before its value", () => {
  expect(formatPosition(positions.keyAt(["agents", 0, "env"]))).toBe("x.yaml:4:5");
});

test("a value is told as it was written", () => {
  expect(positions.sourceAt(["agents", 0, "env", 1])).toBe("007");
  expect(positions.sourceAt(["agents"])).toBeNull();
});
