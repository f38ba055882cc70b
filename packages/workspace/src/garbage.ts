import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { TemplateSpec } from "@scylla/contracts";
import { abandonedMakings } from "./make-once.ts";
import { templatePath } from "./template/template.ts";
import { removeWorkingTree } from "./tree/working-tree.ts";

/** A directory that nothing needs any more. */
export interface Garbage {
  readonly kind: "workspace" | "template" | "abandoned";
  readonly path: string;
  /** Of the files in it. */
  readonly bytes: number;
}

export interface GarbageParams {
  /** The work root. */
  readonly root: string;
  /** The name of the workspaces of an experiment that is finished; null for one that is not: then its workspaces and templates stay. */
  readonly finished: string | null;
  /** The templates of its tasks. */
  readonly templates: readonly TemplateSpec[];
}

/**
 * What a finished experiment has left below a work root, and what killed processes of any have. Templates are shared, so they are
 * garbage only while no other experiment has a workspace there: it may rest on one, or need it for its capture.
 */
export async function workGarbage({ root, finished, templates }: GarbageParams): Promise<readonly Garbage[]> {
  if (!existsSync(root)) return [];
  const real = realpathSync(root);
  const abandoned = [
    ...(await abandonedMakings(join(real, "repos"))),
    ...(await abandonedMakings(join(real, "templates"))),
  ].map((path): Garbage => ({ kind: "abandoned", path, bytes: sizeOf(path) }));
  if (finished === null) return abandoned;
  const workspaces = ["runs", "graded"]
    .map((name) => join(real, name, finished))
    .filter((path) => existsSync(path))
    .map((path): Garbage => ({ kind: "workspace", path, bytes: sizeOf(path) }));
  const unused = isUsedByOthers(real, finished) ? [] : templates.map((spec) => templatePath(real, spec));
  return [
    ...workspaces,
    ...[...new Set(unused)]
      .filter((path) => existsSync(path))
      .map((path): Garbage => ({ kind: "template", path, bytes: sizeOf(path) })),
    ...abandoned,
  ];
}

/**
 * Removes what {@link workGarbage} found. A template gets another name first, so that who wants it from now on makes it again; when somebody began
 * to use it meanwhile, it gets its name back. Killed in the middle, what is left is found as abandoned. @returns whether it is gone.
 */
export async function removeGarbage(garbage: Garbage, { root, finished }: GarbageParams): Promise<boolean> {
  const { kind, path } = garbage;
  if (kind !== "template") {
    await removeWorkingTree(path);
    return true;
  }
  const aside = join(path, "..", `.making-${process.pid}-removed-${path.slice(-32)}`);
  renameSync(path, aside);
  if (isUsedByOthers(realpathSync(root), finished) || isLowerOfMount(path)) {
    // Whoever has made it anew has as good a one.
    if (!existsSync(path)) renameSync(aside, path);
    return false;
  }
  await removeWorkingTree(aside);
  return true;
}

/** Whether another experiment than this has a workspace below the root. */
function isUsedByOthers(root: string, experiment: string | null): boolean {
  return ["runs", "graded"].some((name) =>
    namesIn(join(root, name)).some(
      (other) => other !== experiment && namesIn(join(root, name, other)).some((entry) => !entry.startsWith(".probe-")),
    ),
  );
}

function isLowerOfMount(path: string): boolean {
  if (process.platform !== "linux") return false;
  return readFileSync("/proc/self/mountinfo", "latin1").includes(`lowerdir=${join(path, "tree")}`);
}

function namesIn(directory: string): readonly string[] {
  return lstatSync(directory, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(directory) : [];
}

/** Bytes of all files below a path; links are not followed, and what can't be read does not count. */
function sizeOf(path: string): number {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.size ?? 0;
  try {
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    return 0;
  }
}
