import { readExperiment } from "@scylla/compose";
import { EXIT } from "../exit-codes.ts";
import { findExperiment } from "../experiment-dir.ts";
import { experimentLines, experimentRow } from "../listing/experiment-rows.ts";
import { findExperiments } from "../listing/find-experiments.ts";
import { runsJson, runsLines } from "../listing/runs-list.ts";
import { output } from "../output.ts";
import { nearPath } from "../own-command.ts";

export interface ListOptions {
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Lists the experiments around here, or what one holds. @returns the exit code: 0 also where there is none. */
export async function list(named: string | undefined, options: ListOptions): Promise<number> {
  const out = output(options);
  if (named === undefined) {
    const rows = [];
    for (const dir of findExperiments(process.cwd())) rows.push(await experimentRow(dir));
    rows.sort((a, b) => b.updatedAtMs - a.updatedAtMs);
    if (out.json) out.answer(`${JSON.stringify({ status: "listed", experiments: rows })}\n`);
    else if (rows.length === 0)
      out.say("There is no experiment here, above or below. Start one: scylla run EXPERIMENT.yaml");
    else out.answer(`${experimentLines(rows).join("\n")}\n`);
    return EXIT.done;
  }
  const dir = findExperiment(named);
  const stored = await readExperiment({ dir });
  if (out.json) out.answer(`${JSON.stringify({ status: "listed", dir, ...runsJson(stored) })}\n`);
  else out.answer(`${runsLines(stored, { dir: nearPath(dir), all: options.all ?? false }).join("\n")}\n`);
  return EXIT.done;
}
