import { compareKeys, type Results } from "@scylla/contracts";
import { type Interval, wilsonInterval } from "@scylla/stats";

/** How a task went over all set-ups and agents: tells tasks that nobody or everybody solves. */
export interface TaskFigures {
  readonly task: string;
  readonly runs: number;
  readonly valid: number;
  readonly passRate: number | null;
  readonly passRateInterval: Interval | null;
}

/**
 * In key order. A run counts as valid when anything is known of it: `results/1` keeps no verdict of others.
 */
export function taskFigures({ runs }: Results): readonly TaskFigures[] {
  return [...Map.groupBy(runs, ({ task }) => task)]
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([task, mine]) => {
      const decided = mine.filter(({ passed }) => passed !== null);
      const passed = decided.filter((run) => run.passed === true).length;
      return {
        task,
        runs: mine.length,
        valid: mine.filter((run) => run.passed !== null || run.score !== null).length,
        passRate: decided.length === 0 ? null : passed / decided.length,
        passRateInterval: wilsonInterval(passed, decided.length),
      };
    });
}
