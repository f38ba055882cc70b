import { readExperiment } from "@scylla/compose";
import { agreedToCost, declined } from "../agree-to-cost.ts";
import { driveExperiment } from "../drive-experiment.ts";
import { findExperiment } from "../experiment-dir.ts";
import { output } from "../output.ts";
import { nearPath } from "../own-command.ts";
import { refuseMixture } from "../replaying.ts";

export interface ResumeOptions {
  readonly concurrency?: number;
  readonly yes?: boolean;
  readonly events?: string;
  readonly metricsFile?: string;
  readonly json?: boolean;
}

/** Carries on with the stored plan. @returns the exit code. */
export async function resume(named: string | undefined, options: ResumeOptions): Promise<number> {
  const out = output(options);
  const dir = findExperiment(named);
  const { view } = await readExperiment({ dir });
  if (named === undefined) out.say(`Carrying on with ${nearPath(dir)}.`);
  await refuseMixture(dir, false);
  const { agents } = view.plan.frozen;
  const yes = options.yes ?? false;
  if (!(await agreedToCost({ output: out, dir, agents, request: {}, yes }))) return declined(out, dir);
  return driveExperiment({
    output: out,
    dir,
    events: options.events,
    metricsFile: options.metricsFile,
    stored: view.plan.frozen,
    concurrency: options.concurrency === undefined ? undefined : { total: options.concurrency, perKey: {} },
    request: {},
  });
}
