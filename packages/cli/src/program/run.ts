import { STAGES } from "@scylla/contracts/basics";
import type { Command } from "commander";
import type { RunOptions } from "../commands/run.ts";
import { stageName, wholeNumber } from "../option-values.ts";
import { EVENTS_OPTION, type ExitWith, example, JSON_OPTION, METRICS_OPTION, YES_OPTION } from "./definition.ts";
import { addWhatToRun } from "./what-to-run.ts";

export function addRun(scylla: Command, exitWith: ExitWith): void {
  const command = scylla
    .command("run")
    .description("run an experiment; the same command again carries on where it stopped")
    .argument("<EXPERIMENT.yaml>");
  addWhatToRun(command)
    .option("--until <STAGE>", `stop after this stage: ${STAGES.join(", ")}`, stageName("--until"))
    .option("--from <STAGE>", "leave runs alone whose next stage is an earlier one", stageName("--from"))
    .optionsGroup("How and where:")
    .option("--concurrency <N>", "agents at once", wholeNumber("--concurrency", 1, 1024))
    .option("--out <DIR>", "the experiment directory; default: .scylla/<name> beside the file")
    .option("--fresh", "start over; the old directory is kept under another name")
    .option("--record", "keep what passes between agents and models, to play it back")
    .option("--replay <DIR>", "play back what was recorded there: no model is asked, nothing is paid")
    .option(...YES_OPTION)
    .option(...EVENTS_OPTION)
    .option(...METRICS_OPTION)
    .option(...JSON_OPTION)
    .optionsGroup("Options:")
    .addHelpText("after", example("scylla run examples/quickstart/experiment.yaml --repeats 8"))
    .action(async (file: string, options: RunOptions) => {
      const { run } = await import("../commands/run.ts");
      exitWith(await run(file, options));
    });
}
