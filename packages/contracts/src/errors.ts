import { ERROR_CODES, type ErrorCode } from "./error-codes.ts";

/** A place in a file that a user wrote; line and column count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line?: number;
  readonly col?: number;
}

export interface ScyllaErrorOptions {
  readonly at?: SourcePosition;
  /** What the reader can do about it, as a sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Further errors found in the same pass, so that a reader can mend all of them at once. */
  readonly also?: readonly ScyllaError[];
}

/** The one error of all packages. Recognise it by `code` through {@link isScyllaError}, never by `instanceof`. */
export class ScyllaError extends Error {
  override readonly name = "ScyllaError";
  readonly code: ErrorCode;
  readonly at?: SourcePosition;
  readonly hint?: string;
  /** Further errors found in the same pass, in reading order; none of them has any of its own. */
  readonly also?: readonly ScyllaError[];

  constructor(code: ErrorCode, message: string, options: ScyllaErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    if (options.at) this.at = options.at;
    if (options.hint !== undefined) this.hint = options.hint;
    if (options.also && options.also.length > 0) this.also = options.also;
  }
}

/** True for a ScyllaError of any copy of this package; with `code`, only for that one. */
export function isScyllaError(error: unknown, code?: ErrorCode): error is ScyllaError {
  if (!(error instanceof Error) || !("code" in error) || error.name !== "ScyllaError") return false;
  return typeof error.code === "string" && error.code in ERROR_CODES && (code === undefined || error.code === code);
}

/** `file:line:col`, as editors and terminals link it. */
export function formatPosition(at: SourcePosition): string {
  return [at.file, at.line, at.line === undefined ? undefined : at.col].filter((p) => p !== undefined).join(":");
}
