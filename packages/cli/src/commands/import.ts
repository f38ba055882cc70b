import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { readExperiment } from "@scylla/compose";
import { importExperiment } from "@scylla/persistence";
import { counted } from "@scylla/report";
import { EXIT } from "../exit-codes.ts";
import { output } from "../output.ts";
import { nearPath, ownCommand, shellWord } from "../own-command.ts";
import { suggestion, usageError } from "../usage-error.ts";

export interface ImportOptions {
  readonly from?: string;
  readonly out?: string;
  readonly json?: boolean;
}

const SOURCES = ["archive", "upstream"];

/** Makes an experiment directory of what was exported or published. @returns the exit code. */
export async function importAny(file: string, options: ImportOptions): Promise<number> {
  const { from = isDirectory(file) ? null : "archive" } = options;
  if (from === null)
    throw usageError(
      `${file} is a directory`,
      "For published results add --from upstream; an experiment needs no import.",
    );
  if (!SOURCES.includes(from)) throw usageError(`--from is ${JSON.stringify(from)}`, suggestion(from, SOURCES));
  if (from === "archive") return importArchive(file, options);
  const { importPublished } = await import("./import-upstream.ts");
  return importPublished(file, options);
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

async function importArchive(file: string, options: ImportOptions): Promise<number> {
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
