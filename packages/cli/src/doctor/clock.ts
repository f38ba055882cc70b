import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { existing } from "./disk.ts";
import { type Finding, ok, warning } from "./finding.ts";

const CHECK = "clock";

/** Milliseconds between a clock and the times of files that say nothing. */
const TOLERATED = 5_000;

/** No release was made before it. */
const BEFORE_ALL = Date.UTC(2026, 0, 1);

const ADVICE = "Set the clock, best by a time service: times in results and deadlines of providers come from it.";

/** Whether the clock agrees with the file system's, and with what earlier runs have written. @param dir where stores lie below `.scylla`. */
export function clock(dir: string): Finding {
  const now = Date.now();
  if (now < BEFORE_ALL) return warning(CHECK, `it says ${new Date(now).toISOString()}`, ADVICE);
  const apart = fileTime(existing(dir)) - Date.now();
  if (Math.abs(apart) > TOLERATED)
    return warning(CHECK, `it is ${seconds(apart)} apart from the file system's in ${dir}`, ADVICE);
  const ahead = latestStore(join(dir, ".scylla")) - now;
  if (ahead > TOLERATED)
    return warning(CHECK, `it was set back: a store was written ${seconds(ahead)} ahead of it`, ADVICE);
  return ok(CHECK, "it agrees with the file system's");
}

function seconds(ms: number): string {
  return `${Math.round(Math.abs(ms) / 1000)} s`;
}

/** The time that the file system gives a new file; now where none can be made, which is told elsewhere. */
function fileTime(dir: string): number {
  try {
    const probe = mkdtempSync(join(dir, ".scylla-doctor-"));
    try {
      writeFileSync(join(probe, "probe"), "");
      return statSync(join(probe, "probe")).mtimeMs;
    } finally {
      rmSync(probe, { recursive: true, force: true });
    }
  } catch {
    return Date.now();
  }
}

function latestStore(parent: string): number {
  const names = statSync(parent, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(parent) : [];
  const times = names.map((name) => statSync(join(parent, name, "store.db"), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.max(0, ...times);
}
