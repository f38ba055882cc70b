import type { ResumeItem, ResumePlan } from "@scylla/contracts";

/** Reasons that are shown. */
const REASONS = 4;

/** What a drive will do, in words: `31 kept, 1 repeated, 0 new`, then why. */
export function resumeWords(plan: ResumePlan): readonly string[] {
  const repeated = plan.redo.filter((item) => item.stage === "workspace");
  const carriedOn = plan.redo.length - repeated.length;
  const parts = [
    `${plan.keep} kept`,
    `${repeated.length} repeated`,
    carriedOn > 0 && `${carriedOn} carried on`,
    plan.regrade.length > 0 && `${plan.regrade.length} graded again`,
    `${plan.new} new`,
    plan.waiting > 0 && `${plan.waiting} waiting for the groups that they inherit from`,
    plan.parked.length > 0 && `${plan.parked.length} parked`,
  ];
  return [
    `Runs: ${parts.filter((part) => part !== false).join(", ")}.`,
    ...reasons([...plan.redo, ...plan.regrade]),
    ...plan.parked.slice(0, 1).map((item) => `  parked until ${clockTime(item.untilMs)}: ${item.why}`),
  ];
}

/** True when nothing of an earlier drive is there: then there is nothing to say about it. */
export function isFirstDrive(plan: ResumePlan): boolean {
  return plan.keep + plan.redo.length + plan.regrade.length + plan.parked.length === 0;
}

function reasons(items: readonly ResumeItem[]): readonly string[] {
  const counts = [...Map.groupBy(items, (item) => item.why)].map(([why, { length }]) => ({ why, count: length }));
  counts.sort((a, b) => b.count - a.count);
  const rest = counts.length - REASONS;
  return [
    ...counts.slice(0, REASONS).map(({ why, count }) => `  ${count}: ${why}`),
    ...(rest > 0 ? [`  and ${rest} more reasons`] : []),
  ];
}

/** A moment as `2026-11-24 16:05`, in local time. */
export function clockTime(atMs: number): string {
  const at = new Date(atMs);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
