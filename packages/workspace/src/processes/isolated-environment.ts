import { join } from "node:path";

export interface EnvironmentParams {
  /** Private directories of the process. */
  readonly home: string;
  readonly tmp: string;
  /** Names that the experiment lets through, where the host has them. */
  readonly allow: readonly string[];
  readonly host: Readonly<Record<string, string | undefined>>;
}

/** What every process gets from the host: where programs are, and how text and time are written. */
const INHERITED = /^(PATH|LANG|LANGUAGE|LC_[A-Z]+|TZ)$/;

/** The whole environment of an agent or check: an allow-list, private directories, and nothing of the operator's own set-up. */
export function isolatedEnvironment({ home, tmp, allow, host }: EnvironmentParams): Record<string, string> {
  const names = new Set(allow);
  const inherited = Object.entries(host).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && (INHERITED.test(entry[0]) || names.has(entry[0])),
  );
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    ...Object.fromEntries(inherited),
    HOME: home,
    TMPDIR: tmp,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_CACHE_HOME: join(home, ".cache"),
    XDG_DATA_HOME: join(home, ".local/share"),
    XDG_STATE_HOME: join(home, ".local/state"),
    USER: "agent",
    LOGNAME: "agent",
    SHELL: "/bin/sh",
    TERM: "dumb",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: "agent",
    GIT_AUTHOR_EMAIL: "agent@localhost",
    GIT_COMMITTER_NAME: "agent",
    GIT_COMMITTER_EMAIL: "agent@localhost",
  };
}
