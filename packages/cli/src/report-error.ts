import { isScyllaError } from "@scylla/contracts/basics";
import { errorJson, errorText } from "./error-text.ts";
import { EXIT, exitOfError, type StopSignal } from "./exit-codes.ts";

/** Tells of what ended a command: people on stderr, programs on stdout. @returns the exit code. */
export function reportError(
  error: unknown,
  { json, signal = null }: { readonly json: boolean; readonly signal?: StopSignal | null },
): number {
  process.stderr.write(`${errorText(error)}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ status: "error", error: errorJson(error) })}\n`);
  return isScyllaError(error) ? exitOfError(error.code, signal) : EXIT.defect;
}
