import { ERROR_CODES, formatPosition, isScyllaError, type ScyllaError } from "@scylla/contracts/basics";
import { EXIT } from "./exit-codes.ts";
import { nearPath } from "./own-command.ts";

/** Further errors of one pass that are shown. */
const SHOWN = 20;

/** An error as a person reads it: `error CODE: what`, where, and what to do. A stack only for a defect of Scylla itself. */
export function errorText(error: unknown): string {
  if (!isScyllaError(error)) return defectText("INTERNAL", error);
  if (ERROR_CODES[error.code].exit === EXIT.defect) return defectText(error.code, error);
  const also = error.also ?? [];
  const shown = [error, ...also.slice(0, SHOWN)].map(oneError);
  const more = also.length > SHOWN ? [`and ${also.length - SHOWN} more`] : [];
  return [...shown, ...more].join("\n\n");
}

/** The same for a program. */
export function errorJson(error: unknown): object {
  if (!isScyllaError(error)) return { code: "INTERNAL", message: messageOf(error) };
  const { code, message, at, hint, also = [] } = error;
  return { code, message, at, hint, ...(also.length > 0 ? { also: also.map(errorJson) } : {}) };
}

function oneError({ code, message, at, hint }: ScyllaError): string {
  const place = at && formatPosition({ ...at, file: nearPath(at.file) });
  // A whole file that the message names already is not named again.
  const named = at?.line === undefined && message.startsWith(`${place} `);
  return [`error ${code}: ${message}`, place && !named ? `  at ${place}` : undefined, hint && `  ${hint}`]
    .filter((line) => line !== undefined)
    .join("\n");
}

function defectText(code: string, error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const causes = error instanceof Error && error.cause !== undefined ? [`caused by: ${messageOf(error.cause)}`] : [];
  return [
    `error ${code}: ${messageOf(error)}`,
    "  This is a defect of Scylla itself. What was finished is kept; running the same command again is safe.",
    "  Please report it to its maintainers, with these lines and the output of `scylla --version`:",
    "",
    ...[stack, ...causes]
      .join("\n")
      .split("\n")
      .map((line) => `  ${line}`),
  ].join("\n");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
