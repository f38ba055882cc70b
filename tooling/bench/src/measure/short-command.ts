import { scyllaCommand } from "@scylla-tooling/crash-kit";
import { median } from "./median.ts";
import { measureProcess } from "./process-cost.ts";

const TIMES = 20;

/** Milliseconds that a command takes which people wait for, the bin itself: the median of 20. */
export async function shortCommandMs(args: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) times.push((await measureProcess([...scyllaCommand(), ...args])).wallMs);
  return median(times);
}
