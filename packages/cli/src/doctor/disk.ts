import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { requireLocalDisk } from "@scylla/persistence";
import { nearPath } from "../own-command.ts";
import { type Finding, ok, problem, refusedBy, warning } from "./finding.ts";

const GIBIBYTE = 1024 ** 3;

/** Less than this is gone after a few runs of a small repository; less than that can't hold a template. */
const LITTLE = 2 * GIBIBYTE;
const TOO_LITTLE = GIBIBYTE / 10;

/** Whether a directory, or what is to be its parent, can be written to, by doing it. */
export function writable(check: string, dir: string, advice: string): Finding {
  const place = existing(dir);
  try {
    const probe = mkdtempSync(join(place, ".scylla-doctor-"));
    try {
      writeFileSync(join(probe, "probe"), "probe", { flush: true });
    } finally {
      rmSync(probe, { recursive: true, force: true });
    }
    return ok(check, `${nearPath(place)} can be written to`);
  } catch (error) {
    return problem(check, `${nearPath(place)} can't be written to: ${reasonOf(error)}`, advice);
  }
}

export function space(check: string, dir: string): Finding {
  const place = existing(dir);
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  const what = `${(free / GIBIBYTE).toFixed(1)} GiB are free in ${nearPath(place)}`;
  const advice = "Make room, or work on a larger disk; `scylla gc` names what can go.";
  if (free < TOO_LITTLE) return problem(check, what, advice);
  return free < LITTLE ? warning(check, what, advice) : ok(check, what);
}

/** A store's locks must hold. */
export function fileSystem(check: string, dir: string): Promise<Finding> {
  return refusedBy(check, () => {
    requireLocalDisk(existing(dir));
    return "no network file system";
  });
}

/** The directory, or the nearest above it that there is. */
export function existing(dir: string): string {
  let at = dir;
  while (!existsSync(at)) at = dirname(at);
  return at;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
