import { SCRIPTS, type Shell } from "../completion/scripts.ts";
import { EXIT } from "../exit-codes.ts";

/** Prints the script of a shell: it is what was asked for, so it goes to stdout. @returns the exit code. */
export function completion(shell: Shell): number {
  process.stdout.write(SCRIPTS[shell]);
  return EXIT.done;
}
