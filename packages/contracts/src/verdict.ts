/** The result of one check. `na`: it does not apply here; never a pass. */
export type CheckStatus = "pass" | "fail" | "na" | "error" | "timeout";

export interface CheckResult {
  readonly id: string;
  readonly status: CheckStatus;
  readonly required: boolean;
  /** In [0, 1]; null when the check yields no evidence (`na`, `error`). */
  readonly score: number | null;
  readonly exitCode: number | null;
  readonly durationMs: number;
}

export type Grade = "S" | "A" | "B" | "C" | "D" | "F";

/** The computed result of a grading. Absent evidence is null, never 0. */
export interface Verdict {
  readonly passed: boolean | null;
  /** In [0, 1]. */
  readonly score: number | null;
  readonly grade: Grade | null;
  /** What it rests on. */
  readonly basis: "checks" | "judges" | "checks+judges" | "none";
}
