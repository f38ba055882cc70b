import type { UpstreamRun } from "../model.ts";

/** By experiment, model, tier, subtest and number, bytewise: the same on every machine. */
export function inOrder(a: UpstreamRun, b: UpstreamRun): number {
  return (
    compare(a.experiment, b.experiment) ||
    compare(a.agentModel ?? "", b.agentModel ?? "") ||
    compare(a.tier, b.tier) ||
    compare(a.subtest, b.subtest) ||
    a.run - b.run
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
