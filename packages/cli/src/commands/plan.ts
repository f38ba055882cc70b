import { createRunner } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
import { EXIT } from "../exit-codes.ts";
import { directoryFor, refuseForeign } from "../experiment-dir.ts";
import { hasStore } from "../experiments-in.ts";
import { knownTiers } from "../known-tiers.ts";
import { answerWidth, output } from "../output.ts";
import { nearPath, ownCommand, shellWord } from "../own-command.ts";
import { planJson } from "../planning/plan-json.ts";
import { planLines } from "../planning/plan-lines.ts";

export interface PlanOptions {
  readonly out?: string;
  readonly tiers?: readonly string[];
  readonly repeats?: number;
  readonly maxSubtests?: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Says what `run` would do with the same options. Starts nothing, writes nothing. @returns the exit code. */
export async function plan(file: string, options: PlanOptions): Promise<number> {
  const out = output(options);
  const experiment = await loadExperiment(file);
  const tiers = options.tiers ? knownTiers(options.tiers, experiment.ladder) : null;
  const dir = directoryFor(experiment, options.out);
  refuseForeign(dir);
  const { repeats = null, maxSubtests = null } = options;
  const forecast = await createRunner({ dir }).forecast({ experiment, tiers, repeats, maxSubtests });
  if (out.json) {
    out.answer(`${JSON.stringify(planJson(forecast, dir))}\n`);
    return EXIT.done;
  }
  const begun = hasStore(dir);
  const shown = { dir: nearPath(dir), begun, width: answerWidth(), all: options.all ?? false };
  out.answer(`${planLines(forecast, shown).join("\n")}\n`);
  out.say(`\nNothing was started. Run it:\n  ${runCommand(file, options)}`);
  return EXIT.done;
}

function runCommand(file: string, { out, tiers, repeats, maxSubtests }: PlanOptions): string {
  return [
    `${ownCommand()} run ${shellWord(nearPath(file))}`,
    ...(tiers ? [`--tiers ${tiers.map(shellWord).join(",")}`] : []),
    ...(repeats === undefined ? [] : [`--repeats ${repeats}`]),
    ...(maxSubtests === undefined ? [] : [`--max-subtests ${maxSubtests}`]),
    ...(out === undefined ? [] : [`--out ${shellWord(out)}`]),
  ].join(" ");
}
