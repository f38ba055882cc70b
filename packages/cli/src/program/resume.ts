import type { Command } from "commander";
import type { ResumeOptions } from "../commands/resume.ts";
import { wholeNumber } from "../option-values.ts";
import { EVENTS_OPTION, type ExitWith, example, JSON_OPTION, METRICS_OPTION, YES_OPTION } from "./definition.ts";

export function addResume(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("resume")
    .description("carry on with an experiment as it is stored, without its files")
    .argument("[DIR]", "the experiment directory; default: the latest under .scylla")
    .option("--concurrency <N>", "agents at once", wholeNumber("--concurrency", 1, 1024))
    .option(...YES_OPTION)
    .option(...EVENTS_OPTION)
    .option(...METRICS_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla resume examples/quickstart/.scylla/quickstart"))
    .action(async (dir: string | undefined, options: ResumeOptions) => {
      const { resume } = await import("../commands/resume.ts");
      exitWith(await resume(dir, options));
    });
}
