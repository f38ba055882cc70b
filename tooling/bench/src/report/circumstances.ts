import { cpus, loadavg, totalmem } from "node:os";
import { versions } from "node:process";

/** What the figures depend on beside the code. */
export interface Circumstances {
  readonly node: string;
  readonly sqlite: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  /** Load average over a minute, before and after. */
  readonly load: readonly [before: number, after: number];
}

export function circumstances(loadBefore: number): Circumstances {
  const [first] = cpus();
  return {
    node: versions.node,
    sqlite: versions["sqlite"] ?? "unknown",
    cpu: first?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    load: [loadBefore, loadNow()],
  };
}

export function loadNow(): number {
  return loadavg()[0] ?? Number.NaN;
}
