import { isScyllaError } from "@scylla/contracts";
import { expect, test } from "vitest";
import { nameList, stageName, wholeNumber } from "../src/option-values.ts";

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (isScyllaError(error, "USAGE")) return `${error.message} | ${error.hint}`;
    throw error;
  }
  return "not refused";
}

const repeats = wholeNumber("--repeats", 1, 100);

test("whole numbers within their bounds", () => {
  expect([repeats("1"), repeats("100"), repeats("007")]).toEqual([1, 100, 7]);
});

test.each(["0", "101", "-1", "1.5", "1e1", "", " 4", "four", "٤"])("%j is no such number", (text) => {
  expect(refusal(() => repeats(text))).toBe(
    `--repeats takes a whole number from 1 to 100, not ${JSON.stringify(text)} | For example: --repeats 4`,
  );
});

test("stages by name, and the nearest one for a slip", () => {
  const until = stageName("--until");
  expect(until("capture")).toBe("capture");
  expect(refusal(() => until("captur"))).toBe('--until names no stage: "captur" | Did you mean capture?');
  expect(refusal(() => until("x"))).toBe(
    '--until names no stage: "x" | Known are: workspace, agent, capture, check, judge, verdict.',
  );
});

test("names with commas, each once, in the order given", () => {
  const tiers = nameList("--tiers");
  expect(tiers("T1, T0,T1")).toEqual(["T1", "T0"]);
  for (const text of ["", ",", "T0,", "T0,,T1"]) {
    expect(refusal(() => tiers(text))).toContain("takes names with commas between them");
  }
});
