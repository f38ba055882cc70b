import { existsSync, rmdirSync } from "node:fs";
import { overlayWorks } from "./tree/overlay.ts";
import type { TreeMode } from "./tree/working-tree.ts";
import { prepareWorkRoot } from "./work-root.ts";

/**
 * Looks at a work root as a run would use it, by trying, and leaves none that was not there.
 * @returns its path without links, and how trees would be made there. @throws {ScyllaError} `WORK_ROOT_UNSAFE`.
 */
export async function examineWorkRoot(root: string): Promise<{ readonly path: string; readonly mode: TreeMode }> {
  const isNew = !existsSync(root);
  try {
    const path = prepareWorkRoot(root);
    return { path, mode: (await overlayWorks(path)) ? "overlay" : "copy" };
  } finally {
    if (isNew && existsSync(root)) rmdirSync(root);
  }
}
