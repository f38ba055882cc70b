import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  type GradedTree,
  PORTS,
  type ProcessRunner,
  ScyllaError,
  type TemplateSpec,
  type Workspace,
  type WorkspaceProvider,
} from "@scylla/contracts";
import { copyCandidates, overlayCandidates } from "./capture/candidates.ts";
import { captureChanges } from "./capture/capture-changes.ts";
import { deliver } from "./capture/delivered-files.ts";
import { writeStatManifest } from "./capture/stat-manifest.ts";
import { repoCache } from "./git/repo-cache.ts";
import { removeAbandoned } from "./make-once.ts";
import { type Template, templateMaker } from "./template.ts";
import { applyFiles } from "./tree/apply-files.ts";
import { pathMatcher } from "./tree/glob.ts";
import { mountsBelow, overlayWorks, unmount } from "./tree/overlay.ts";
import { removeTree } from "./tree/remove-tree.ts";
import { makeTree, removeWorkingTree, reopenTree, type TreeMode, treePaths } from "./tree/working-tree.ts";
import { prepareWorkRoot } from "./work-root.ts";

export interface WorkspaceOptions {
  /** The work root; see `defaultWorkRoot`. */
  readonly root: string;
  /** What keeps the workspaces of experiments apart: letters, digits and dashes. */
  readonly experiment: string;
  readonly processes: ProcessRunner;
  /** `auto` takes overlays where they can be mounted. */
  readonly mode?: TreeMode | "auto" | undefined;
}

/** Workspaces under a work root. @throws {ScyllaError} `WORK_ROOT_UNSAFE`. */
export async function workspaceProvider(options: WorkspaceOptions): Promise<WorkspaceProvider> {
  const { root, experiment, processes } = options;
  prepareWorkRoot(root);
  const wanted = options.mode ?? "auto";
  const mode: TreeMode = wanted === "auto" ? ((await overlayWorks(root)) ? "overlay" : "copy") : wanted;
  const repos = repoCache(root);
  const templates = templateMaker(root, repos, processes);
  const runs = join(root, "runs", experiment);
  const graded = join(root, "graded", experiment);
  const template = (spec: TemplateSpec, signal: AbortSignal): Promise<Template> => templates.ensure(spec, signal);

  return {
    port: PORTS.workspace,
    mode,
    ensureCommit: async (repo, signal) => {
      await repos.ensure(repo, signal);
    },
    ensureTemplate: async (spec, signal) => {
      await template(spec, signal);
    },
    create: async ({ id, template: spec, delivery }, signal) => {
      const directory = join(runs, id);
      await removeWorkingTree(directory);
      const { tree: base } = await template(spec, signal);
      const tree = await makeTree(mode, base, directory);
      deliver(tree, delivery);
      const workspace = workspaceAt(directory, id);
      for (const each of [workspace.home, workspace.tmp, workspace.logs]) mkdirSync(each, { mode: 0o700 });
      if (mode === "copy") writeStatManifest(tree, manifestOf(directory));
      return workspace;
    },
    open: async (id) => {
      const workspace = workspaceAt(join(runs, id), id);
      return existsSync(workspace.logs) ? workspace : null;
    },
    capture: async ({ id, template: spec, delivery }, signal) => {
      const directory = join(runs, id);
      const made = await template(spec, signal);
      await reopenTree(mode, made.tree, directory);
      const { tree, upper } = treePaths(directory);
      const candidates = existsSync(upper)
        ? overlayCandidates(tree, upper, made.tree)
        : copyCandidates(tree, made.tree, manifestOf(directory));
      return captureChanges({ tree, template: made, delivery, candidates, scratch: directory }, signal);
    },
    gradedTree: async ({ id, template: spec, changes, protect, overlay }, signal): Promise<GradedTree> => {
      const directory = join(graded, id);
      await removeWorkingTree(directory);
      const { tree: base } = await template(spec, signal);
      const tree = await makeTree(mode, base, directory);
      if (changes) applyFiles(tree, changes, pathMatcher(protect));
      for (const files of overlay) applyFiles(tree, files);
      const made = {
        root: tree,
        home: join(directory, "home"),
        tmp: join(directory, "tmp"),
        results: join(directory, "results"),
      };
      for (const each of [made.home, made.tmp, made.results]) mkdirSync(each, { mode: 0o700 });
      return { ...made, [Symbol.asyncDispose]: () => removeWorkingTree(directory) };
    },
    dispose: (id) => removeWorkingTree(join(runs, id)),
    sweep: async (keep) => {
      for (const parent of ["repos", "templates"]) await removeAbandoned(join(root, parent));
      const kept = new Set([...keep].map((id) => join(runs, id)));
      return sweepDirectories([runs, graded], kept);
    },
  };
}

function workspaceAt(directory: string, id: string): Workspace {
  if (!/^[A-Za-z0-9-]+$/.test(id))
    throw new ScyllaError("INTERNAL", `not the id of a workspace: ${JSON.stringify(id)}`);
  return {
    id,
    root: treePaths(directory).tree,
    home: join(directory, "home"),
    tmp: join(directory, "tmp"),
    logs: join(directory, "logs"),
  };
}

function manifestOf(directory: string): string {
  return join(directory, "manifest.json");
}

async function sweepDirectories(
  parents: readonly string[],
  kept: ReadonlySet<string>,
): Promise<{ workspaces: number; mounts: number }> {
  let workspaces = 0;
  let mounts = 0;
  for (const parent of parents) {
    if (!existsSync(parent)) continue;
    const stale = readdirSync(parent)
      .map((name) => join(parent, name))
      .filter((directory) => !kept.has(directory));
    for (const directory of stale) {
      for (const point of mountsBelow(directory)) {
        await unmount(point);
        mounts++;
      }
      await removeTree(directory);
      workspaces++;
    }
  }
  return { workspaces, mounts };
}
