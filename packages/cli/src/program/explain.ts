import type { Command } from "commander";
import type { ExplainOptions } from "../commands/explain.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addExplain(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("explain")
    .description("say all that is known of a run or a cell, and what makes a cell another one")
    .argument("<KEY>", "task/T0/01-rule/agent/01, or its beginning where that is unambiguous")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .option("--against <KEY>", "what differs from another cell, or from the experiment's file as it is now")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla explain slugify/T0/00 examples/quickstart/.scylla/quickstart"))
    .action(async (key: string, dir: string | undefined, options: ExplainOptions) => {
      const { explain } = await import("../commands/explain.ts");
      exitWith(await explain(key, dir, options));
    });
}
