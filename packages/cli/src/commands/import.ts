import { join, resolve } from "node:path";
import { readExperiment } from "@scylla/compose";
import { importExperiment } from "@scylla/persistence";
import { counted } from "@scylla/report";
import { EXIT } from "../exit-codes.ts";
import { output } from "../output.ts";
import { nearPath, ownCommand, shellWord } from "../own-command.ts";

export interface ImportOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** Makes an experiment directory of an archive. @returns the exit code. */
export async function importArchive(file: string, options: ImportOptions): Promise<number> {
  const out = output(options);
  const imported = await importExperiment({
    file: resolve(file),
    dir: (name) => resolve(options.out ?? join(".scylla", name)),
    // What no report can be made of is no experiment.
    examine: (dir) => readExperiment({ dir }),
  });
  if (out.json) {
    out.answer(`${JSON.stringify({ status: "imported", ...imported })}\n`);
  } else {
    const { dir, experiment, runs, objects } = imported;
    const path = shellWord(nearPath(dir));
    out.say(`${experiment.name} is in ${nearPath(dir)}: ${counted(runs, "run")}, ${counted(objects, "object")}.`);
    out.say(`Next:\n  ${ownCommand()} report ${path}`);
    out.say(`To carry on on another machine, run it from its files, which have the paths of that machine:`);
    out.say(`  ${ownCommand()} run EXPERIMENT.yaml --out ${path}`);
  }
  return EXIT.done;
}
