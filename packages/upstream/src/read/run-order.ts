import { compareKeys } from "@scylla/contracts";
import type { UpstreamRun } from "../model.ts";

/** By experiment, model, tier, subtest and number, bytewise: the same on every machine. */
export function compareUpstreamRuns(a: UpstreamRun, b: UpstreamRun): number {
  return (
    compareKeys(a.experiment, b.experiment) ||
    compareKeys(a.agentModel ?? "", b.agentModel ?? "") ||
    compareKeys(a.tier, b.tier) ||
    compareKeys(a.subtest, b.subtest) ||
    a.run - b.run
  );
}
