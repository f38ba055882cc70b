import type { Command } from "commander";
import type { ValidateOptions } from "../commands/validate.ts";
import { wholeNumber } from "../option-values.ts";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addValidate(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("validate")
    .description("read an experiment and plan it, without starting an agent")
    .argument("<EXPERIMENT.yaml>")
    .option("--prove", "try each task out: doing nothing must fail its checks, its reference must pass them")
    .option("--repeat <N>", "with --prove: gradings of each kind; default: 3", wholeNumber("--repeat", 1, 100))
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla validate examples/quickstart/experiment.yaml --prove"))
    .action(async (file: string, options: ValidateOptions) => {
      const { validate } = await import("../commands/validate.ts");
      exitWith(await validate(file, options));
    });
}
