import type { Command } from "commander";
import type { PlanOptions } from "../commands/plan.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";
import { addWhatToRun } from "./what-to-run.ts";

export function addPlan(scylla: Command, exitWith: ExitWith): void {
  const command = scylla
    .command("plan")
    .description("say what a run would do and buy, and why; nothing is started or written")
    .argument("<EXPERIMENT.yaml>");
  addWhatToRun(command)
    .optionsGroup("How and where:")
    .option("--out <DIR>", "the experiment directory; default: .scylla/<name> beside the file")
    .option("--all", "every cell, instead of one line a set-up")
    .option(...JSON_OPTION)
    .optionsGroup("Options:")
    .addHelpText("after", example("scylla plan examples/quickstart/experiment.yaml --repeats 8"))
    .action(async (file: string, options: PlanOptions) => {
      const { plan } = await import("../commands/plan.ts");
      exitWith(await plan(file, options));
    });
}
