/** Something that is not among the results, and why. */
export interface UpstreamProblem {
  /** Relative to the directory that was read; for a row of a table `runs.csv:17`. */
  readonly path: string;
  readonly reason: string;
}

export type ReportProblem = (path: string, reason: string) => void;

export interface ProblemList {
  readonly problems: readonly UpstreamProblem[];
  /** The same of one path is told once. */
  readonly report: ReportProblem;
}

export function problemList(): ProblemList {
  const problems: UpstreamProblem[] = [];
  const told = new Set<string>();
  const report = (path: string, reason: string): void => {
    if (told.size < told.add(`${path}\n${reason}`).size) problems.push({ path, reason });
  };
  return { problems, report };
}
