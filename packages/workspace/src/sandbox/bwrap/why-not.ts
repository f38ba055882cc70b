import { readFileSync } from "node:fs";
import type { Obstacle } from "../unavailable.ts";

/** The trimmed text of a file of the system; null when it can't be read. */
type Settings = (file: string) => string | null;

const FORBIDDING = [
  {
    file: "/proc/sys/kernel/unprivileged_userns_clone",
    value: "0",
    advice: "Allow user namespaces: `sysctl kernel.unprivileged_userns_clone=1`.",
  },
  {
    file: "/proc/sys/user/max_user_namespaces",
    value: "0",
    advice: "Allow user namespaces: `sysctl user.max_user_namespaces=10000`.",
  },
  {
    file: "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
    value: "1",
    advice:
      "AppArmor allows user namespaces only to programs with a profile: give /usr/bin/bwrap one with `userns,`, or `sysctl kernel.apparmor_restrict_unprivileged_userns=0`.",
  },
] as const;

const IN_CONTAINER =
  "This container allows no namespaces: start it with `--security-opt seccomp=unconfined --security-opt systempaths=unconfined`.";

/** Makes sense of what bwrap said when it could not set up a sandbox. */
export function whyNot(stderr: string, settings: Settings = contentOf): Obstacle {
  const last = stderr.trim().split("\n").at(-1) ?? "";
  return { reason: `bwrap says: ${last.replace(/^bwrap: /, "") || "it says nothing"}`, advice: adviceOf(settings) };
}

function adviceOf(settings: Settings): string | null {
  const forbidding = FORBIDDING.find(({ file, value }) => settings(file) === value);
  if (forbidding) return forbidding.advice;
  return ["/.dockerenv", "/run/.containerenv"].some((file) => settings(file) !== null) ? IN_CONTAINER : null;
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}
