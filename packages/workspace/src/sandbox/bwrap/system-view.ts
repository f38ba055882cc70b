import { existsSync, lstatSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { SYSTEM_DIRS } from "../system-dirs.ts";

/** What programs look up to start and to check certificates; never private keys, names of users or settings of the operator. */
const SETTINGS = [
  "alternatives",
  "ca-certificates",
  "crypto-policies",
  "ld.so.cache",
  "localtime",
  "pki/ca-trust/extracted",
  "pki/java",
  "pki/tls/cert.pem",
  "pki/tls/certs",
  "pki/tls/openssl.cnf",
  "ssl/cert.pem",
  "ssl/certs",
  "ssl/openssl.cnf",
] as const;

/** Parts of /proc through which root's number changes the machine, also without capabilities. bwrap itself covers `irq` and `bus`. */
const KERNEL = ["sys", "sysrq-trigger", "fs", "acpi", "scsi", "mtrr"] as const;

/**
 * The arguments that show this machine's programs read-only, and a private /tmp, /proc and /dev. Each mount costs a launch some tenths of a
 * millisecond: what isn't there, or can't do harm, is left out.
 * @param tmpBytes limits what /tmp takes of the memory.
 * @param isRoot of whoever starts bwrap.
 */
export function systemView(tmpBytes: number | null, isRoot: boolean): readonly string[] {
  return [
    ...SYSTEM_DIRS.flatMap(programs),
    ...[...SETTINGS, ...javaSettings()].flatMap((name) => readOnly(join("/etc", name))),
    ...["--proc", "/proc", ...(isRoot ? KERNEL.flatMap((name) => readOnly(join("/proc", name))) : [])],
    ...["--dev", "/dev", ...(tmpBytes === null ? [] : ["--size", String(tmpBytes)]), "--tmpfs", "/tmp"],
    ...["--dir", "/run", "--dir", "/var/tmp"],
  ];
}

/** On most systems /bin is a link to /usr/bin, and must be one here. */
function programs(dir: string): string[] {
  const found = lstatSync(dir, { throwIfNoEntry: false });
  if (!found) return [];
  return found.isSymbolicLink() ? ["--symlink", readlinkSync(dir), dir] : ["--ro-bind", dir, dir];
}

function readOnly(path: string): string[] {
  return existsSync(path) ? ["--ro-bind", path, path] : [];
}

/** Debian keeps the settings of each Java, without which it doesn't start, in a directory of its own. */
function javaSettings(): string[] {
  return readdirSync("/etc").filter((name) => /^java(-|$)/.test(name));
}
