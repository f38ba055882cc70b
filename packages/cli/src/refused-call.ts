import type { ScyllaError } from "@scylla/contracts/basics";
import { COMMANDS } from "./command-names.ts";
import { unknownCommand } from "./commander-errors.ts";
import { usageError } from "./usage-error.ts";

/** What is wrong with a call that the option parser would let pass; null where nothing is. */
export function refusedCall(args: readonly string[]): ScyllaError | null {
  if (args.includes(""))
    return usageError("an argument is empty", "Leave it out; if a variable of the shell stands there, it is not set.");
  const [first = "-"] = args;
  const asksHelp = args.includes("--help") || args.includes("-h");
  return asksHelp && !first.startsWith("-") && !COMMANDS.some((name) => name === first) ? unknownCommand(args) : null;
}

/** The same error, unless it is that of a person who stands in a directory that was removed. */
export function placed(error: unknown): unknown {
  if (!(error instanceof Error && "syscall" in error && error.syscall === "uv_cwd")) return error;
  return usageError("the directory that you stand in does not exist any more", "Go to one that does.");
}
