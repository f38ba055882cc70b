import type { Command } from "commander";
import type { ImportOptions } from "../commands/import.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addImport(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("import")
    .description("make an experiment directory of an archive, or of published results")
    .argument("<FILE>", "what `scylla export` wrote; with --from upstream, the directory of the results")
    .option("--from <archive|upstream>", "upstream: what HomericIntelligence/Scylla publishes; default: archive")
    .option("--out <DIR>", "the directory to make; default: .scylla/<name> here")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla import quickstart.tar.gz --out imported"))
    .action(async (file: string, options: ImportOptions) => {
      const { importAny } = await import("../commands/import.ts");
      exitWith(await importAny(file, options));
    });
}
