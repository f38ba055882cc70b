import type { Command } from "commander";
import { type ExitWith, example, JSON_OPTION } from "./definition.ts";

export function addDoctor(scylla: Command, exitWith: ExitWith): void {
  scylla
    .command("doctor")
    .description("look at what runs need on this machine, and say what to do")
    .option(...JSON_OPTION)
    .addHelpText("after", example("scylla doctor"))
    .action(async (options: { readonly json?: boolean }) => {
      const { doctor } = await import("../commands/doctor.ts");
      exitWith(await doctor(options));
    });
}
