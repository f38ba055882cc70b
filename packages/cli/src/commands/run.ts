import { join } from "node:path";
import { planExperiment, recordingsOf } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
import { type Stage, stageIndex } from "@scylla/contracts";
import { agreedToCost, declined } from "../agree-to-cost.ts";
import { driveExperiment } from "../drive-experiment.ts";
import { directoryFor, findExperiment, moveAside, refuseForeign } from "../experiment-dir.ts";
import { knownTiers } from "../known-tiers.ts";
import { output } from "../output.ts";
import { nearPath } from "../own-command.ts";
import { refuseMixture } from "../replaying.ts";
import { usageError } from "../usage-error.ts";

export interface RunOptions {
  readonly out?: string;
  readonly tiers?: readonly string[];
  readonly repeats?: number;
  readonly maxSubtests?: number;
  readonly until?: Stage;
  readonly from?: Stage;
  readonly concurrency?: number;
  readonly fresh?: boolean;
  readonly yes?: boolean;
  readonly record?: boolean;
  readonly replay?: string;
  readonly events?: string;
  readonly metricsFile?: string;
  readonly json?: boolean;
}

/** Runs an experiment from its files; where its directory holds something already, that is carried on. @returns the exit code. */
export async function run(file: string, options: RunOptions): Promise<number> {
  const { until, from } = options;
  if (until && from && stageIndex(from) > stageIndex(until))
    throw usageError(`--from ${from} comes after --until ${until}`, "Name an earlier stage with --from.");
  const out = output(options);
  const experiment = await loadExperiment(file);
  const tiers = options.tiers ? knownTiers(options.tiers, experiment.ladder) : null;
  const { record = false, replay, fresh = false, yes = false } = options;
  if (record && replay !== undefined) throw usageError("--record and --replay were given together", "Leave one out.");
  // What is played back has a place of its own.
  const place = directoryFor(experiment, options.out);
  const dir = replay !== undefined && options.out === undefined ? `${place}.replay` : place;
  refuseForeign(dir);
  if (!fresh) await refuseMixture(dir, replay !== undefined);
  const recordings = replay === undefined ? { keep: record } : await recordingsOf({ dir: findExperiment(replay) });
  const { repeats = null, maxSubtests = null } = options;
  const request = { experiment, tiers, repeats, maxSubtests, range: { from, until } };
  // Of what starts over nothing is there yet.
  const cost = { output: out, dir: fresh ? join(dir, "fresh") : dir, agents: experiment.agents, request, yes };
  if (replay === undefined && !(await agreedToCost(cost))) return declined(out, dir);
  if (fresh) {
    // What can't be planned moves nothing.
    await planExperiment(experiment, { request });
    const aside = await moveAside(dir);
    if (aside !== null) out.say(`The old directory is kept as ${nearPath(aside)}.`);
  }
  const { agents, perAgent } = experiment.concurrency;
  return driveExperiment({
    output: out,
    dir,
    events: options.events,
    metricsFile: options.metricsFile,
    stored: null,
    concurrency: { total: options.concurrency ?? agents, perKey: perAgent },
    request,
    recordings,
  });
}
