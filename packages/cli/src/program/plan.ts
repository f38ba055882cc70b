import type { Command } from "commander";
import type { PlanOptions } from "../commands/plan.ts";
import { nameList, wholeNumber } from "../option-values.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addPlan(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("plan")
    .description("say what a run would do and buy, and why; nothing is started or written")
    .argument("<EXPERIMENT.yaml>")
    .optionsGroup("What to run:")
    .option("--tiers <T0,T1>", "only these groups", nameList("--tiers"))
    .option("--repeats <N>", "runs of each task with each set-up", wholeNumber("--repeats", 1, 10_000))
    .option("--max-subtests <N>", "only the first N set-ups of each group", wholeNumber("--max-subtests", 1, 10_000))
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
