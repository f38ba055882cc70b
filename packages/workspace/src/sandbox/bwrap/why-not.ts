import { existsSync, readFileSync } from "node:fs";
import type { Obstacle } from "../unavailable.ts";

/** Settings of the kernel that forbid namespaces to ordinary users, with the value that does. */
const SWITCHES = [
  [
    "/proc/sys/kernel/unprivileged_userns_clone",
    "0",
    "Allow user namespaces: `sysctl kernel.unprivileged_userns_clone=1`.",
  ],
  ["/proc/sys/user/max_user_namespaces", "0", "Allow user namespaces: `sysctl user.max_user_namespaces=10000`."],
  [
    "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
    "1",
    "AppArmor allows user namespaces only to programs with a profile: give /usr/bin/bwrap one with `userns,`, or `sysctl kernel.apparmor_restrict_unprivileged_userns=0`.",
  ],
] as const;

const IN_CONTAINER =
  "This is a container that allows no namespaces: start it with `--security-opt seccomp=unconfined --security-opt systempaths=unconfined`.";

/** Makes sense of what bwrap said when it could not set up a sandbox. */
export function whyNot(stderr: string): Obstacle {
  const said =
    stderr
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/^bwrap: /, "") || "it says nothing";
  return { reason: `bwrap says: ${said}`, advice: adviceOf() };
}

function adviceOf(): string | null {
  const [, , advice] = SWITCHES.find(([file, forbids]) => contentOf(file) === forbids) ?? [];
  return advice ?? (["/.dockerenv", "/run/.containerenv"].some((file) => existsSync(file)) ? IN_CONTAINER : null);
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}
