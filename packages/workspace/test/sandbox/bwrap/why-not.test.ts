import { expect, test } from "vitest";
import { whyNot } from "../../../src/sandbox/bwrap/why-not.ts";

test("bwrap's last words are the reason", () => {
  expect(whyNot("bwrap: Creating new namespace failed: Operation not permitted\n").reason).toBe(
    "bwrap says: Creating new namespace failed: Operation not permitted",
  );
  expect(whyNot("a warning\nbwrap: loopback: Failed RTM_NEWADDR: Operation not permitted").reason).toBe(
    "bwrap says: loopback: Failed RTM_NEWADDR: Operation not permitted",
  );
  expect(whyNot("").reason).toBe("bwrap says: it says nothing");
});

test("the setting that forbids namespaces is named with how to change it, in the order in which they matter", () => {
  const settings = (values: Readonly<Record<string, string>>) => (file: string) => values[file] ?? null;
  const clone = "/proc/sys/kernel/unprivileged_userns_clone";
  const apparmor = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";
  expect(whyNot("", settings({ [clone]: "0", [apparmor]: "1" })).advice).toContain(
    "sysctl kernel.unprivileged_userns_clone=1",
  );
  expect(whyNot("", settings({ [clone]: "1", [apparmor]: "1" })).advice).toMatch(/AppArmor.*\/usr\/bin\/bwrap/);
  expect(whyNot("", settings({ "/.dockerenv": "" })).advice).toContain("seccomp=unconfined");
  expect(whyNot("", settings({})).advice).toBeNull();
});
