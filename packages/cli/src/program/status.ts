import type { Command } from "commander";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addStatus(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("status")
    .description("say how far an experiment has come, also while it runs")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla status examples/quickstart/.scylla/quickstart"))
    .action(async (dir: string | undefined, options: { readonly json?: boolean }) => {
      const { status } = await import("../commands/status.ts");
      exitWith(await status(dir, options));
    });
}
