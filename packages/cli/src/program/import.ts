import type { Command } from "commander";
import type { ImportOptions } from "../commands/import.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addImport(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("import")
    .description("make an experiment directory of an archive")
    .argument("<FILE>", "what `scylla export` wrote")
    .option("--out <DIR>", "the directory to make; default: .scylla/<name> here")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla import quickstart.tar.gz --out imported"))
    .action(async (file: string, options: ImportOptions) => {
      const { importArchive } = await import("../commands/import.ts");
      exitWith(await importArchive(file, options));
    });
}
