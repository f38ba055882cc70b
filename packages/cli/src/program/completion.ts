import { Argument, type Command } from "commander";
import { SHELLS, type Shell } from "../completion/scripts.ts";
import { type ExitWith, example } from "./definition.ts";

export function addCompletion(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("completion")
    .description("print what a shell needs to complete commands, options and keys")
    .addArgument(new Argument("<SHELL>", "bash, zsh or fish").choices(SHELLS))
    .addHelpText("after", example("source <(scylla completion bash)"))
    .action(async (shell: Shell) => {
      const { completion } = await import("../commands/completion.ts");
      exitWith(completion(shell));
    });
}
