import type { Command } from "commander";
import type { ExportOptions } from "../commands/export.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addExport(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("export")
    .description("write all of an experiment into one file, also while it runs")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .option("--out <FILE>", "the archive; default: <name>.scylla.tar.gz here")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla export examples/quickstart/.scylla/quickstart --out quickstart.tar.gz"))
    .action(async (dir: string | undefined, options: ExportOptions) => {
      const { exportArchive } = await import("../commands/export.ts");
      exitWith(await exportArchive(dir, options));
    });
}
