import { CommanderError } from "commander";
import { fromCommander } from "./commander-errors.ts";
import { EXIT } from "./exit-codes.ts";
import { program } from "./program.ts";
import { placed, refusedCall } from "./refused-call.ts";
import { reportError } from "./report-error.ts";
import { tolerateStreams } from "./tolerate-streams.ts";

/** Runs the command line. @returns the exit code; never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  tolerateStreams();
  const args = withoutHelpWord(argv.slice(2));
  const json = args.includes("--json");
  const refused = refusedCall(args);
  if (refused) return reportError(refused, { json });
  let exit: number = EXIT.done;
  try {
    await program((code) => {
      exit = code;
    }).parseAsync(args, { from: "user" });
    return exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(placed(error), { json });
    // Help and version that were asked for, and help for want of a command.
    if (error.exitCode === 0) return EXIT.done;
    if (error.code === "commander.help") return EXIT.refused;
    return reportError(fromCommander(error, args), { json });
  }
}

/** `scylla help run` is what many type for `scylla run --help`. */
function withoutHelpWord(args: readonly string[]): readonly string[] {
  return args[0] === "help" ? [...args.slice(1), "--help"] : args;
}
