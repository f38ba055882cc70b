import { labelOf } from "./kill-points.ts";
import { type Fault, faultTrial, type TrialResult } from "./trial/fault-trial.ts";
import { untilHit } from "./trial/with-retries.ts";

export interface SweepOptions {
  readonly experiment: string;
  /** The uninterrupted results. */
  readonly expected: unknown;
  readonly faults: readonly Fault[];
  /** Trials at once. */
  readonly parallel: number;
  readonly onDone?: (done: number, fault: Fault, result: TrialResult) => void;
}

export interface SweepFailure {
  readonly fault: string;
  readonly problems: readonly string[];
}

/** Tries every fault in a sandbox of its own. @returns those that did not end as they have to, in the order of the faults. */
export async function sweep({ experiment, expected, faults, parallel, onDone }: SweepOptions): Promise<SweepFailure[]> {
  const results: TrialResult[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < faults.length; index = next++) {
      const fault = faults[index];
      if (!fault) continue;
      const result = await untilHit(() => tried(experiment, fault, expected));
      results[index] = result;
      onDone?.(++done, fault, result);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return faults.flatMap((fault, index) => {
    const problems = results[index]?.problems ?? ["it was not tried"];
    return problems.length > 0 ? [{ fault: faultLabel(fault), problems }] : [];
  });
}

/** A trial that breaks is a problem of its point, and no reason to leave out the others. */
async function tried(experiment: string, fault: Fault, expected: unknown): Promise<TrialResult> {
  try {
    return await faultTrial(experiment, fault, expected);
  } catch (error) {
    return { hit: true, problems: [`the trial broke: ${error instanceof Error ? error.stack : String(error)}`] };
  }
}

/** For people: what was done to which call. */
export function faultLabel({ point, injection, onwards }: Fault): string {
  const what = injection.kind === "signal" ? injection.signal : injection.code;
  return `${what} at ${labelOf(point)}${onwards ? " and from then on" : ""}`;
}
