import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { nearestName, ScyllaError } from "@scylla/contracts/basics";
import { experimentsIn, MOVED_ASIDE } from "./experiments-in.ts";
import { nearPath } from "./own-command.ts";
import { seenAt } from "./seen-at.ts";

/** There is no experiment where one was looked for: the nearest that exists, or what to do. @param dir absolute. */
export function noExperiment(dir: string): ScyllaError {
  const meant = seenAt(dir)?.isFile()
    ? experimentsIn(join(dirname(dir), ".scylla")).find((one) => !MOVED_ASIDE.test(one))
    : nearestExperiment(dir);
  return new ScyllaError("STORE_MISSING", `there is no experiment in ${nearPath(dir)}`, {
    hint:
      meant === undefined
        ? "Name its directory (`scylla list` shows those around here), or start one: scylla run EXPERIMENT.yaml"
        : `Did you mean ${nearPath(meant)}? \`scylla list\` shows those around here.`,
  });
}

/** By the last part of its path: of those beside it, and of those under the `.scylla` of what there is of its path. */
function nearestExperiment(dir: string): string | undefined {
  const parent = nearestDirectory(dirname(dir));
  const byName = new Map([join(parent, ".scylla"), parent].flatMap(experimentsIn).map((one) => [basename(one), one]));
  return byName.get(nearestName(basename(dir), byName.keys()) ?? "");
}

function nearestDirectory(path: string): string {
  return existsSync(path) ? path : nearestDirectory(dirname(path));
}
