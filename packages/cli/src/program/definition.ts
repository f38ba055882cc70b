/** Told the exit code once a command has ended. */
export type ExitWith = (code: number) => void;

export const JSON_OPTION = ["--json", "for programs: one JSON object at the end, on stdout"] as const;

export const YES_OPTION = ["--yes", "agree to what agents cost without being asked"] as const;

export const METRICS_OPTION = ["--metrics-file <FILE>", "keep metrics for Prometheus in this file"] as const;

export const EVENTS_OPTION = ["--events <FILE>", "for programs: what happens, as lines of JSON; - is stderr"] as const;

/** The end of a command's help: a call of it that works in a checkout. */
export function example(command: string): string {
  return `\nExample:\n  ${command}`;
}
