import { expect, test } from "vitest";
import { isolatedEnvironment } from "../../src/index.ts";

const HOST = {
  PATH: "/opt/bin:/bin",
  LANG: "de_DE.UTF-8",
  LC_TIME: "C",
  TZ: "UTC",
  HOME: "/home/me",
  TMPDIR: "/my/tmp",
  XDG_CONFIG_HOME: "/home/me/.config",
  ANTHROPIC_API_KEY: "secret",
  AWS_SECRET_ACCESS_KEY: "secret",
  SSH_AUTH_SOCK: "/agent",
  NODE_OPTIONS: "--require /evil.js",
  LD_PRELOAD: "/evil.so",
  GIT_DIR: "/elsewhere",
  SCYLLA_TOKEN: "ours",
  LC_lower: "no",
  MYPATH: "no",
  CHOSEN: "yes",
  UNSET: undefined,
};

const environment = (allow: readonly string[] = [], host: Readonly<Record<string, string | undefined>> = HOST) =>
  isolatedEnvironment({ home: "/w/home", tmp: "/w/tmp", allow, host });

test("of the host there is where programs are, and how text and time are written; all else is the workspace's own", () => {
  expect(environment()).toMatchInlineSnapshot(`
    {
      "GIT_AUTHOR_EMAIL": "agent@localhost",
      "GIT_AUTHOR_NAME": "agent",
      "GIT_COMMITTER_EMAIL": "agent@localhost",
      "GIT_COMMITTER_NAME": "agent",
      "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_TERMINAL_PROMPT": "0",
      "HOME": "/w/home",
      "LANG": "de_DE.UTF-8",
      "LC_TIME": "C",
      "LOGNAME": "agent",
      "PATH": "/opt/bin:/bin",
      "SHELL": "/bin/sh",
      "TERM": "dumb",
      "TMPDIR": "/w/tmp",
      "TZ": "UTC",
      "USER": "agent",
      "XDG_CACHE_HOME": "/w/home/.cache",
      "XDG_CONFIG_HOME": "/w/home/.config",
      "XDG_DATA_HOME": "/w/home/.local/share",
      "XDG_STATE_HOME": "/w/home/.local/state",
    }
  `);
});

test("names that are let through come with the host's values, if it has them", () => {
  const chosen = environment(["CHOSEN", "UNSET", "NOT_THERE"]);
  expect(chosen).toEqual({ ...environment(), CHOSEN: "yes" });
});

test("no name that is let through replaces a private directory", () => {
  expect(environment(["HOME", "TMPDIR", "XDG_CONFIG_HOME"])).toEqual(environment());
});

test("a host without PATH has a usual one", () => {
  expect(environment([], {})).toMatchObject({ PATH: "/usr/local/bin:/usr/bin:/bin" });
});
