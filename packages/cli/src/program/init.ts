import type { Command } from "commander";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addInit(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("init")
    .description("make a small experiment that runs at once, to begin with")
    .argument("[DIR]", "where its files are put, over nothing that is there; default: here")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla init my-experiment"))
    .action(async (dir: string | undefined, options: { readonly json?: boolean }) => {
      const { init } = await import("../commands/init.ts");
      exitWith(await init(dir, options));
    });
}
