import { compareKeys } from "./digest.ts";

/** What a cell is called: its place in the experiment. Its identity is its digest. */
export interface CellKey {
  readonly task: string;
  readonly tier: string;
  readonly subtest: string;
  readonly agent: string;
}

/** `task/T3/07-reviewer/claude` */
export function cellLabel(key: CellKey): string {
  return `${key.task}/${key.tier}/${key.subtest}/${key.agent}`;
}

/** `task/T3/07-reviewer/claude/02`; `n` counts from 1. */
export function runLabel(key: CellKey, n: number): string {
  return `${cellLabel(key)}/${String(n).padStart(2, "0")}`;
}

/** Key order: task, tier, subtest, agent; each by code unit. */
export function compareCells(a: CellKey, b: CellKey): number {
  return (
    compareKeys(a.task, b.task) ||
    compareKeys(a.tier, b.tier) ||
    compareKeys(a.subtest, b.subtest) ||
    compareKeys(a.agent, b.agent)
  );
}
