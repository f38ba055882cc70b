import { basename, dirname, join } from "node:path";
import type { ReportProblem } from "../read/problems.ts";
import { directoriesIn } from "./directories.ts";

export interface ExperimentDirectory {
  readonly id: string;
  /** Relative to the directory that is read; empty for that itself. */
  readonly name: string;
  /** Of its tiers, relative to the same. */
  readonly tiersName: string;
  readonly tiers: readonly string[];
}

const TIER = /^T\d+$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-?/;
/** Data directory, experiment, timestamp. */
const DEEPEST = 2;

/**
 * Finds experiments in any of their layouts: tiers in the directory itself or in its `completed`, one or more experiments with or without
 * a directory for each time that they ran. Of several times the last counts, as upstream has it; the others are reported.
 */
export async function findExperiments(dir: string, report: ReportProblem): Promise<readonly ExperimentDirectory[]> {
  return search(dir, "", 0, report);
}

async function search(
  dir: string,
  name: string,
  depth: number,
  report: ReportProblem,
): Promise<readonly ExperimentDirectory[]> {
  const children = await directoriesIn(join(dir, name), name, report);
  const id = idOf(join(dir, name));
  if (children.includes("completed")) {
    const tiersName = join(name, "completed");
    const tiers = tiersOf(await directoriesIn(join(dir, tiersName), tiersName, report), tiersName, report);
    if (tiers.length > 0) return [{ id, name, tiersName, tiers }];
  }
  if (children.some((child) => TIER.test(child)))
    return [{ id, name, tiersName: name, tiers: tiersOf(children, name, report) }];
  if (depth === DEEPEST) return [];
  const found: ExperimentDirectory[] = [];
  for (const child of latest(children, name, report))
    found.push(...(await search(dir, join(name, child), depth + 1, report)));
  return found;
}

/** In upstream's eyes a tier is whatever begins with a T; what else does is worth a word. */
function tiersOf(children: readonly string[], name: string, report: ReportProblem): readonly string[] {
  for (const child of children.filter((one) => one.startsWith("T") && !TIER.test(one)))
    report(join(name, child), "it is no tier: T and a number");
  return children.filter((child) => TIER.test(child)).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
}

/** Of directories that differ in their time only, the last. */
function latest(children: readonly string[], name: string, report: ReportProblem): readonly string[] {
  const newest = new Map(children.map((child) => [child.replace(TIMESTAMP, ""), child]));
  const isTime = (child: string): boolean => TIMESTAMP.test(child);
  const older = children.filter((child) => isTime(child) && newest.get(child.replace(TIMESTAMP, "")) !== child);
  for (const child of older) report(join(name, child), "it is older than another, which counts");
  return children.filter((child) => !older.includes(child));
}

/** The name of the directory; of its parent where it is but a time. */
function idOf(path: string): string {
  return basename(path).replace(TIMESTAMP, "") === "" ? basename(dirname(path)) : basename(path);
}
