import type { Command } from "commander";
import type { GcOptions } from "../commands/gc.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addGc(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("gc")
    .description("say what of an experiment nothing needs any more; remove it with --apply")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .option("--apply", "remove it")
    .option("--old", "with --apply: also the copies that `run --fresh` has kept")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla gc examples/quickstart/.scylla/quickstart"))
    .action(async (dir: string | undefined, options: GcOptions) => {
      const { gc } = await import("../commands/gc.ts");
      exitWith(await gc(dir, options));
    });
}
