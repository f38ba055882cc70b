/** What is done to a call instead of, or beside, letting it through. */
export type Injection =
  | { readonly kind: "signal"; readonly signal: "SIGKILL" | "SIGINT" | "SIGTERM" }
  | { readonly kind: "error"; readonly code: "EIO" | "ENOSPC" };

/** One call among those of a thread that match: the `when`-th, or with `onwards` all from there. */
export interface InjectionPoint {
  readonly syscall: string;
  /** Exact paths: the file of a descriptor, or a path among the arguments. */
  readonly paths: readonly string[];
  readonly when: number;
  readonly onwards?: boolean;
}

/**
 * Traces the runner and its threads, and lets go of every child as soon as it executes its program:
 * agents, checks and git run untouched, and count for nothing.
 */
const COMMON = ["-f", "--detach-on=execve", "-qq", "-y", "-s", "0"];

/** A command that logs the given calls of `command` to a file. */
export function recordCommand(params: {
  readonly log: string;
  readonly syscalls: readonly string[];
  readonly command: readonly string[];
}): readonly string[] {
  return [
    "strace",
    ...COMMON,
    "--signal=none",
    "-e",
    `trace=${optional(params.syscalls)}`,
    "-o",
    params.log,
    ...params.command,
  ];
}

/** A command that does something to one call of `command`, or to all from that one on. */
export function injectCommand(params: {
  readonly log: string;
  readonly point: InjectionPoint;
  readonly injection: Injection;
  readonly command: readonly string[];
}): readonly string[] {
  const { log, point, injection, command } = params;
  const what = injection.kind === "signal" ? `signal=${injection.signal}` : `error=${injection.code}`;
  const when = `when=${point.when}${point.onwards ? "+" : ""}`;
  const paths = point.paths.flatMap((path) => ["-P", path]);
  const syscall = optional([point.syscall]);
  return [
    "strace",
    ...COMMON,
    // A signal that is delivered is told from one that was not by its own line in the log; a kill leaves a call without a result.
    `--signal=${injection.kind === "signal" && injection.signal !== "SIGKILL" ? injection.signal : "none"}`,
    ...paths,
    "-e",
    `trace=${syscall}`,
    "-e",
    `inject=${syscall}:${what}:${when}`,
    "-o",
    log,
    ...command,
  ];
}

/** Some architectures lack the older calls. */
function optional(syscalls: readonly string[]): string {
  return syscalls.map((name) => `?${name}`).join(",");
}
