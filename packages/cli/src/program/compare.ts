import type { Command } from "commander";
import type { CompareOptions } from "../commands/compare.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addCompare(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("compare")
    .description("compare two experiments, or two set-ups, task by task")
    .argument(
      "<BASELINE>",
      "an experiment directory, or [DIR:]T0/00-plain, T0/00-plain/AGENT or TASK/T0/00-plain/AGENT",
    )
    .argument("<OTHER>", "what is compared with it, named in the same way")
    .option(...JSON_OPTION)
    .addHelpText(
      "after",
      example(
        "scylla compare examples/quickstart/.scylla/quickstart:T0/00-plain examples/quickstart/.scylla/quickstart:T0/01-rule",
      ),
    )
    .action(async (a: string, b: string, options: CompareOptions) => {
      const { compare } = await import("../commands/compare.ts");
      exitWith(await compare(a, b, options));
    });
}
