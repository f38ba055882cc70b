import type { Results } from "@scylla/contracts";
import { gateAnnotations, gateJunit, gateOf, gateWords } from "@scylla/report";
import { describe, expect, test } from "vitest";
import { resultsOf, type Side, tasks } from "../comparison/fixtures.ts";

function results(...sides: readonly Side[]): Results {
  return {
    schema: "results/1",
    experiment: "nightly <&> 100%",
    counts: { planned: 0, valid: 0, missing: 0 },
    tiers: [],
    ...resultsOf(sides),
  };
}

const side = (runs: Side["runs"], more: Partial<Side> = {}): Side => ({ name: "T0/01", runs, ...more });
const answers = (...args: Parameters<typeof gateOf>) => gateOf(...args).checks.map(({ answer }) => answer);

describe("a least pass rate", () => {
  const demand = (runs: Side["runs"]) => answers(results(side(runs)), { minPassRate: 0.6 });

  test("is met, missed or open by the whole interval", () => {
    expect(demand(tasks(10, "PPPPPPPPPF"))).toEqual(["not-worse"]);
    expect(demand(tasks(10, "PFFFFFFFFF"))).toEqual(["worse"]);
    expect(demand(tasks(2, "PPPF"))).toEqual(["undecided"]);
    expect(demand({})).toEqual(["undecided"]);
  });

  test("is not met by leaving failures out: missing runs count as failed, and against it as passed", () => {
    expect(demand(tasks(10, "PPPPP....."))).toEqual(["undecided"]);
    expect(demand(tasks(10, "FFF..."))).toEqual(["undecided"]);
    expect(demand(tasks(2, ".."))).toEqual(["undecided"]);
  });
});

describe("a most that a pass may cost", () => {
  const demand = (runs: Side["runs"], limit: number) => answers(results(side(runs)), { maxCostOfPass: limit });

  test("is met, missed or open by the whole interval", () => {
    expect(demand(tasks(8, "PPPF"), 0.02)).toEqual(["not-worse"]);
    expect(demand(tasks(8, "PFFF"), 0.02)).toEqual(["worse"]);
    expect(
      demand(
        tasks(8, (task) => (task % 2 ? "PPPP" : "FFFF")),
        0.02,
      ),
    ).toEqual(["undecided"]);
  });

  test("is not met where nothing passed, or a run is missing", () => {
    expect(demand(tasks(8, "FFFF"), 0.01)).not.toEqual(["not-worse"]);
    expect(demand(tasks(8, "PPP."), 0.02)).toEqual(["undecided"]);
  });
});

describe("no regression", () => {
  const demand = (now: Side["runs"], then: Side["runs"], margin = 0.05) =>
    answers(results(side(now)), { noRegression: { base: results(side(then)), margin } });

  test("is told from a regression, and from what is open", () => {
    expect(demand(tasks(20, "PPPPPPPPPP"), tasks(20, "PPPPPPPPPP"))).toEqual(["not-worse"]);
    expect(demand(tasks(4, "FFFF"), tasks(4, "PPPP"))).toEqual(["worse"]);
    expect(demand(tasks(2, "PP"), tasks(2, "PP"))).toEqual(["undecided"]);
  });

  test("is asked on the tasks of both, and of set-ups of both", () => {
    expect(demand({ ...tasks(20, "PPPPPPPPPP"), new: "FFFFFFFFFF" }, tasks(20, "PPPPPPPPPP"))).toEqual(["not-worse"]);
    expect(answers(results(side({ a: "P" })), { noRegression: { base: results(), margin: 0.1 } })).toEqual([]);
  });
});

test("what is undecided passes, unless it is said to fail", () => {
  const given = results(side(tasks(2, "PPPF")));
  expect(gateOf(given, { minPassRate: 0.6 }).passed).toBe(true);
  expect(gateOf(given, { minPassRate: 0.6 }, { onUndecided: "fail" }).passed).toBe(false);
});

test("only the set-ups that are asked for are held against limits", () => {
  const given = results(side(tasks(9, "PPPPPP")), { name: "T0/00", runs: tasks(9, "FFFFFF") });
  expect(gateOf(given, { minPassRate: 0.6 }).passed).toBe(false);
  expect(gateOf(given, { minPassRate: 0.6 }, { only: ({ subtest }) => subtest === "01" }).passed).toBe(true);
});

test("words, JUnit and annotations say the same, and nothing in a name breaks them", () => {
  const given = results(side(tasks(2, "PPPF"), { agent: 'a"b<c>::%\n' }), side(tasks(4, "FFFF")));
  const gate = gateOf(given, { minPassRate: 0.6 });
  expect(gate.checks.map(gateWords)).toEqual([
    "pass rate 75% (41% to 93%), at least 60%: undecided",
    "pass rate 0% (0% to 19%), at least 60%: WORSE",
  ]);
  expect(gateAnnotations(gate)).toEqual([
    '::warning title=scylla gate%3A T0/01 (a"b<c>%3A%3A%25 )::pass rate 75%25 (41%25 to 93%25), at least 60%25: undecided',
    "::error title=scylla gate%3A T0/01 (toy)::pass rate 0%25 (0%25 to 19%25), at least 60%25: WORSE",
  ]);
  const junit = gateJunit(gate);
  expect(junit).toContain(
    '<testsuite name="scylla gate nightly &#60;&#38;&#62; 100%" tests="2" failures="1" errors="0">',
  );
  expect(junit).toContain('<testcase name="T0/01 (a&#34;b&#60;c&#62;::% ) min-pass-rate"');
  expect(junit.match(/<failure /g)).toHaveLength(1);
});
