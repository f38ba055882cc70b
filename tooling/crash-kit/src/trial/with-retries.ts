import type { TrialResult } from "./fault-trial.ts";

/**
 * Two agents at once: how many pages a transaction writes depends a little on who comes first, so the last calls of a recording may not
 * be made in another run. Such a point is tried again; never hit is a failure.
 */
export async function untilHit(trial: () => Promise<TrialResult>, tries = 4): Promise<TrialResult> {
  for (let tried = 1; ; tried++) {
    const result = await trial();
    if (result.hit) return result;
    if (tried === tries) return { hit: false, problems: [`this call was not made in ${tries} runs`] };
  }
}
