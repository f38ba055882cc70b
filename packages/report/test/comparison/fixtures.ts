import type { Comparison, Results, RunResult, SubtestResult } from "@scylla/contracts";

/** Runs of one task: `PPF` by their ends, `.` for a missing one. */
export type Letters = Readonly<Record<string, string>>;

export interface Side {
  readonly name: string;
  readonly agent?: string;
  readonly runs: Letters;
  /** Of each run, in USD. */
  readonly cost?: number | null;
}

function runsOf({ name, agent = "toy", runs, cost = 0.01 }: Side): RunResult[] {
  const [tier = "", subtest = ""] = name.split("/");
  return Object.entries(runs).flatMap(([task, letters]) =>
    [...letters].map((letter, i) => ({
      key: `${task}/${tier}/${subtest}/${agent}/${i + 1}`,
      cell: "cell",
      ...{ task, tier, subtest, agent, n: i + 1 },
      outcome: letter === "." ? null : "ok",
      passed: letter === "." ? null : letter === "P",
      score: letter === "." ? null : letter === "P" ? 1 : 0.25,
      grade: null,
      costUsd: cost,
      durationMs: 1000,
    })),
  );
}

export function resultsOf(sides: readonly Side[], status: Results["status"] = "complete") {
  const runs = sides.flatMap(runsOf);
  const subtests = sides.map(({ name, agent = "toy" }) => {
    const [tier = "", subtest = ""] = name.split("/");
    return { tier, subtest, agent } as SubtestResult;
  });
  return { status, runs, subtests };
}

/** The same letters for tasks t1, t2, ... */
export function tasks(count: number, letters: string | ((task: number) => string)): Letters {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `t${String(i + 1).padStart(3, "0")}`,
      typeof letters === "string" ? letters : letters(i + 1),
    ]),
  );
}

export function declared(more: Partial<Comparison> = {}): Comparison {
  return {
    id: "question",
    baseline: "T0/00",
    against: "T0/01",
    metric: "passRate",
    margin: null,
    primary: false,
    ...more,
  };
}
