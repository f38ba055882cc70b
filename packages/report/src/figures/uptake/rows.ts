import type { SubtestResult } from "@scylla/contracts";
import { type Interval, wilsonInterval } from "@scylla/stats";
import { setUpKey } from "../../comparison/task-pairs.ts";

/** What of one delivered resource became known: `used + unknown <= runs`, which are the valid ones. */
export interface ResourceUptake {
  readonly tier: string;
  readonly subtest: string;
  readonly agent: string;
  readonly kind: "skill" | "sub-agent" | "MCP server" | "instruction file";
  /** Its name. */
  readonly resource: string;
  readonly runs: number;
  readonly used: number;
  readonly unknown: number;
}

export interface UptakeRow extends ResourceUptake {
  /** Of the runs of which it is known; null where it is of none. */
  readonly share: number | null;
  readonly interval: Interval | null;
}

export interface UptakeBlock {
  readonly setUp: SubtestResult;
  readonly rows: readonly UptakeRow[];
}

/** By set-up, in the order of the report; resources in the order given. */
export function uptakeBlocks(
  setUps: readonly SubtestResult[],
  uptake: readonly ResourceUptake[],
): readonly UptakeBlock[] {
  const given = Map.groupBy(uptake, setUpKey);
  return setUps.flatMap((setUp) => {
    const rows = (given.get(setUpKey(setUp)) ?? []).map((one) => {
      const known = one.runs - one.unknown;
      return { ...one, share: known === 0 ? null : one.used / known, interval: wilsonInterval(one.used, known) };
    });
    return rows.length === 0 ? [] : [{ setUp, rows }];
  });
}
