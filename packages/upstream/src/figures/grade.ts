export type UpstreamGrade = "S" | "A" | "B" | "C" | "D" | "F";

/** S is a score of exactly 1. */
export function gradeOf(score: number | null): UpstreamGrade | null {
  if (score === null) return null;
  if (score === 1) return "S";
  return score >= 0.8 ? "A" : score >= 0.6 ? "B" : score >= 0.4 ? "C" : score >= 0.2 ? "D" : "F";
}
