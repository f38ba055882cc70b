import { readUpstreamTables, upstreamCorrections, upstreamCounts, upstreamFigures } from "@scylla/upstream";
import { expect, test } from "vitest";
import { directoryWith } from "./fixtures/trees.ts";

/** Subtests of each tier. */
const TIERS = [24, 10, 15, 41, 14, 15, 1];
const TASKS = 3;
const REPEATS = 3;

test("1,080 runs of 360 subtests with up to three judges are read and computed in seconds, with their denominators", async () => {
  const { tables, judges, absent } = published();
  await using dir = await directoryWith(tables);
  const started = performance.now();
  const results = await readUpstreamTables(dir.path);
  const figures = upstreamFigures(results);
  const corrections = upstreamCorrections(results, figures);
  const seconds = (performance.now() - started) / 1000;

  expect(figures.counts).toEqual({ runs: 1080, judges, criteria: 4 * judges, subtests: 360 });
  expect(corrections).toContainEqual(expect.objectContaining({ id: "subtests/m", published: 41, corrected: 120 }));
  const counts = upstreamCounts(results);
  expect(counts).toHaveLength(TASKS * TIERS.length);
  const sum = (of: (one: (typeof counts)[number]) => number) => counts.reduce((total, one) => total + of(one), 0);
  expect(sum(({ runs }) => runs.planned)).toBe(1080);
  expect(sum(({ runs }) => runs.missing)).toBe(0);
  expect(sum(({ judges }) => judges.planned)).toBe(3240);
  expect(sum(({ judges }) => judges.missing)).toBe(absent);
  expect(results.problems).toEqual([]);
  // Twice or thrice that of a quiet machine, which takes below a second.
  expect(seconds).toBeLessThan(6);
});

/** Tables of a size that was published; every 108th judgment is absent, every 500th not valid. */
function published() {
  const key = "experiment,agent_model,tier,subtest,run_number";
  const runs = [
    `${key},score,passed,cost_usd,duration_seconds,input_tokens,output_tokens,cache_creation_tokens,cache_read_tokens`,
  ];
  const judges = [`${key},judge_number,judge_score,judge_passed,judge_is_valid,judge_reasoning`];
  const criteria = [`${key},judge_number,criterion,criterion_score,criterion_achieved,criterion_max`];
  let [slot, absent] = [0, 0];
  for (const run of places()) {
    const quality = ((runs.length * 7919) % 101) / 100;
    runs.push(`${run},${quality},True,${0.1 + quality},${60 * quality},1,2,3,${runs.length}`);
    for (const judge of [1, 2, 3]) {
      slot += 1;
      const [isAbsent, isValid] = [slot % 108 === 0, slot % 500 !== 0];
      if (isAbsent || !isValid) absent += 1;
      if (isAbsent) continue;
      const score = (quality + judge / 100) / 1.03;
      judges.push(
        `${run},${judge},${score},${score >= 0.6 ? "True" : "False"},${isValid ? "True" : "False"},"line\nline"`,
      );
      for (const name of ["a", "b", "c", "d"]) criteria.push(`${run},${judge},${name},${score},${score},1.0`);
    }
  }
  const tables = { "runs.csv": runs, "judges.csv": judges, "criteria.csv": criteria };
  return {
    tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, `${rows.join("\n")}\n`])),
    judges: judges.length - 1,
    absent,
  };
}

function* places(): Generator<string> {
  for (let task = 1; task <= TASKS; task++) {
    for (const [tier, subtests] of TIERS.entries()) {
      for (let subtest = 0; subtest < subtests; subtest++) {
        for (let run = 1; run <= REPEATS; run++)
          yield `test-00${task},m,T${tier},${String(subtest).padStart(2, "0")},${run}`;
      }
    }
  }
}
