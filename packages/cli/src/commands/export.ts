import { join, resolve } from "node:path";
import { exportExperiment } from "@scylla/persistence";
import { counted } from "@scylla/report";
import { EXIT } from "../exit-codes.ts";
import { findExperiment } from "../experiment-dir.ts";
import { output } from "../output.ts";
import { nearPath, ownCommand, shellWord } from "../own-command.ts";

export interface ExportOptions {
  readonly out?: string;
  readonly json?: boolean;
}

/** Writes an experiment into one file. @returns the exit code. */
export async function exportArchive(named: string | undefined, options: ExportOptions): Promise<number> {
  const out = output(options);
  const dir = findExperiment(named);
  const file = (name: string): string => resolve(options.out ?? join(".", `${name}.scylla.tar.gz`));
  const exported = await exportExperiment({ dir, file });
  if (out.json) {
    out.answer(`${JSON.stringify({ status: "exported", dir, ...exported })}\n`);
  } else {
    const { runs, objects, bytes } = exported;
    const path = nearPath(exported.file);
    out.say(
      `${path} holds all of ${nearPath(dir)}: ${counted(runs, "run")}, ${counted(objects, "object")}, ${bytes} bytes.`,
    );
    out.say(`Anywhere else:\n  ${ownCommand()} import ${shellWord(path)}`);
  }
  return EXIT.done;
}
