import type { Command } from "commander";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addDemo(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("demo")
    .description("run a small experiment with a simulated agent, kill it half-way and resume it: no key, $0 spent")
    .argument("[DIR]", "where its files are put; default: a temporary directory")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla demo"))
    .action(async (dir: string | undefined, options: { readonly json?: boolean }) => {
      const { demo } = await import("../commands/demo.ts");
      exitWith(await demo(dir, options));
    });
}
