import type { Command } from "commander";
import type { ListOptions } from "../commands/list.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addList(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("list")
    .description("list the experiments around here, or the cells and runs of one")
    .argument("[DIR]", "an experiment directory; default: all from here, above and below")
    .option("--all", "every run, however many there are")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla list examples/quickstart/.scylla/quickstart"))
    .action(async (dir: string | undefined, options: ListOptions) => {
      const { list } = await import("../commands/list.ts");
      exitWith(await list(dir, options));
    });
}
