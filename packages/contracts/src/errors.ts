/** How the process ends when an error of this class reaches the command line. */
export type ErrorExit = 2 | 5 | 70;

/**
 * Every error code, with the exit code it leads to and what it means.
 * A code is never renamed or re-used: scripts match on it.
 */
export const ERROR_CODES = {
  USAGE: { exit: 2, meaning: "The command line can't be understood." },
  CONFIG_SYNTAX: { exit: 2, meaning: "A file is not valid YAML." },
  CONFIG_INVALID: { exit: 2, meaning: "A value has the wrong type or is out of range." },
  CONFIG_UNKNOWN_KEY: { exit: 2, meaning: "A key is not known; unknown keys are never ignored." },
  CONFIG_DUPLICATE_KEY: { exit: 2, meaning: "A key stands twice in one mapping." },
  CONFIG_ENCODING: { exit: 2, meaning: "A file is not UTF-8 text." },
  CONFIG_TOO_LARGE: { exit: 2, meaning: "A file is too large, or its aliases expand without bound." },
  CONFIG_VERSION: { exit: 2, meaning: "A file has a format version that this release can't read." },
  FILE_MISSING: { exit: 2, meaning: "A file or directory that is named does not exist or can't be read." },
  REFERENCE_MISSING: {
    exit: 2,
    meaning: "A block, skill, sub-agent, MCP server, tier or set-up that is named does not exist.",
  },
  DUPLICATE_ID: { exit: 2, meaning: "Two things of one kind have the same id." },
  DUPLICATE_TREATMENT: { exit: 2, meaning: "Two set-ups of a tier give the agent exactly the same." },
  RESOURCE_CONFLICT: { exit: 2, meaning: "Set-ups that are merged hold different things under one name." },
  TIER_CYCLE: { exit: 2, meaning: "Tiers depend on each other in a circle." },
  PATH_ESCAPE: { exit: 2, meaning: "A path leads out of the directory that it must stay in." },
  TASK_UNGRADED: { exit: 2, meaning: "A task has neither a check nor a rubric." },
  ENV_FORBIDDEN: {
    exit: 2,
    meaning: "An environment variable that may hold a provider key was to be given to an agent.",
  },
  UNSUPPORTED: { exit: 2, meaning: "The experiment asks for something that the composed runner can't do." },
  PLAN_EMPTY: { exit: 2, meaning: "Nothing is left to run after filters." },
  PLAN_REFUSED: { exit: 2, meaning: "The plan contradicts what the experiment directory already holds." },
  INHERITANCE_UNAVAILABLE: { exit: 2, meaning: "A tier inherits from tiers that are neither run nor settled." },
  REPO_UNREACHABLE: { exit: 2, meaning: "A task's repository can't be read." },
  COMMIT_MISSING: { exit: 2, meaning: "A task's commit is not in its repository." },
  SETUP_FAILED: { exit: 2, meaning: "A task's set-up command failed." },
  STORE_LOCKED: { exit: 2, meaning: "Another process is running this experiment." },
  STORE_MISSING: { exit: 2, meaning: "There is no experiment in this directory." },
  STORE_DAMAGED: { exit: 2, meaning: "The store can't be read; nothing was changed." },
  STORE_NEWER: { exit: 2, meaning: "The store was written by a newer release." },
  STORE_UNSUPPORTED: { exit: 2, meaning: "This SQLite or file system can't hold a store safely." },
  STORE_FENCED: { exit: 70, meaning: "A write came from a claim that is no longer the current one." },
  STORE_IO: { exit: 5, meaning: "The store could not be written." },
  DISK_FULL: { exit: 5, meaning: "The disk is full." },
  OBJECT_MISSING: { exit: 2, meaning: "A stored artefact is not there." },
  OBJECT_DAMAGED: { exit: 2, meaning: "A stored artefact does not match its digest." },
  PORT_MISMATCH: { exit: 2, meaning: "Two packages speak different versions of an interface." },
  PROCESS_NOT_STARTED: { exit: 5, meaning: "A program could not be started." },
  AGENT_LOST: { exit: 5, meaning: "An agent was ended by something outside of the experiment." },
  WORKSPACE_FAILED: { exit: 5, meaning: "A workspace could not be made, read or removed." },
  WORKSPACE_LOST: { exit: 5, meaning: "The workspace of an unfinished attempt is gone." },
  WORK_ROOT_UNSAFE: { exit: 2, meaning: "Workspaces would stand where agents see files that are not theirs." },
  GIT_MISSING: { exit: 2, meaning: "git is not installed or too old." },
  GIT_FAILED: { exit: 5, meaning: "A git command failed." },
  INTERRUPTED: { exit: 5, meaning: "Stopped before the end, on request." },
  INTERNAL: { exit: 70, meaning: "A defect of Scylla itself." },
} as const satisfies Record<string, { exit: ErrorExit; meaning: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

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
