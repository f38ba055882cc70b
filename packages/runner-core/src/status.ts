import type { Results } from "@scylla/contracts";
import type { DriveReport, RunStatus } from "./request.ts";

/** Folds what a drive did and what the results say into one word, the most pressing first. */
export function runStatus(results: Results, drive: DriveReport): RunStatus {
  if (drive.defects.length > 0) return "defect";
  if (drive.ended === "killed" || drive.ended === "drained") return "interrupted";
  if (drive.parkedUntilMs !== null) return "parked";
  if (drive.failed.length > 0) return "failed";
  if (drive.ended === "budget" && results.status === "partial") return "budget";
  // Unfinished, and nothing stood in the way: the request left stages or tiers out.
  return results.status === "partial" ? "stopped" : results.status;
}
