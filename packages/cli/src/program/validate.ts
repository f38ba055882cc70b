import type { Command } from "commander";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addValidate(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("validate")
    .description("read an experiment and plan it, without starting anything")
    .argument("<EXPERIMENT.yaml>")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla validate examples/quickstart/experiment.yaml"))
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const { validate } = await import("../commands/validate.ts");
      exitWith(await validate(file, options));
    });
}
