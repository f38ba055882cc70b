import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ProcessRunner, SweepReport } from "@scylla/contracts";
import { abandonedMakings } from "./make-once.ts";
import { setupToken } from "./template/run-setup.ts";
import { removeTree } from "./tree/remove-tree.ts";
import { removeWorkingTree } from "./tree/working-tree.ts";

/** Removes what killed processes left: of all experiments what was being made, of this one every tree that is not kept. */
export async function sweep(params: {
  readonly root: string;
  readonly runs: string;
  readonly graded: string;
  readonly keep: ReadonlySet<string>;
  readonly processes: ProcessRunner;
}): Promise<SweepReport> {
  const { root, runs, graded, keep, processes } = params;
  const abandoned = [
    ...(await abandonedMakings(join(root, "repos"))),
    ...(await abandonedMakings(join(root, "templates"))),
  ];
  if (abandoned.length > 0) await processes.reap(new Set(abandoned.map(setupToken)));
  for (const directory of abandoned) await removeTree(directory);
  const stale = [...within(runs).filter((directory) => !keep.has(directory.slice(runs.length + 1))), ...within(graded)];
  let mounts = 0;
  for (const directory of stale) mounts += await removeWorkingTree(directory);
  return { workspaces: stale.length, mounts };
}

function within(parent: string): string[] {
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : [];
}
