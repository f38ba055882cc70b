import { existsSync, mkdirSync } from "node:fs";
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
import { collectFiles } from "./capture/collect-files.ts";
import { deliver } from "./capture/delivered-files.ts";
import { writeStatManifest } from "./capture/stat-manifest.ts";
import { repoCache } from "./git/repo-cache.ts";
import { onDisk } from "./on-disk.ts";
import { sweep } from "./sweep.ts";
import { type Template, templateMaker } from "./template/template.ts";
import { applyFiles } from "./tree/apply-files.ts";
import { layChanges } from "./tree/lay-changes.ts";
import { overlayWorks } from "./tree/overlay.ts";
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
  const { experiment, processes } = options;
  const root = prepareWorkRoot(options.root);
  const runs = join(root, "runs", named(experiment));
  const graded = join(root, "graded", experiment);
  const wanted = options.mode ?? "auto";
  const mode: TreeMode = wanted === "auto" ? ((await overlayWorks(runs)) ? "overlay" : "copy") : wanted;
  const repos = repoCache(root);
  const templates = templateMaker(root, repos, processes);
  const template = (spec: TemplateSpec, signal: AbortSignal): Promise<Template> => templates.ensure(spec, signal);

  return {
    port: PORTS.workspace,
    mode,
    ensureCommit: (repo, signal) =>
      onDisk(async () => {
        await repos.ensure(repo, signal);
      }),
    ensureTemplate: (spec, signal) =>
      onDisk(async () => {
        await template(spec, signal);
      }),
    create: ({ id, template: spec, delivery }, signal) =>
      onDisk(async () => {
        const directory = join(runs, named(id));
        await removeWorkingTree(directory);
        const { tree: base } = await template(spec, signal);
        const tree = await makeTree(mode, base, directory);
        deliver(tree, delivery);
        if (mode === "copy") writeStatManifest(tree, manifestOf(directory));
        const workspace = workspaceAt(directory, id);
        // By the last of them `open` knows that nothing is missing.
        for (const each of [workspace.home, workspace.tmp, workspace.logs]) mkdirSync(each, { mode: 0o700 });
        return workspace;
      }),
    open: async (id) => {
      const workspace = workspaceAt(join(runs, named(id)), id);
      return existsSync(workspace.logs) ? workspace : null;
    },
    equip: ({ id, files }) =>
      onDisk(async () => deliver(workspaceAt(join(runs, named(id)), id).home, { files, scrub: [] })),
    collect: ({ id, patterns }) =>
      onDisk(async () => collectFiles(workspaceAt(join(runs, named(id)), id).home, patterns)),
    capture: ({ id, template: spec, delivery }, signal) =>
      onDisk(async () => {
        const directory = join(runs, named(id));
        // Without it, everything would look deleted.
        if (!existsSync(workspaceAt(directory, id).logs))
          throw new ScyllaError("WORKSPACE_LOST", `workspace ${id} is gone before its changes were captured`);
        const made = await template(spec, signal);
        await reopenTree(made.tree, directory);
        const { tree, upper } = treePaths(directory);
        const candidates = existsSync(upper)
          ? overlayCandidates(tree, upper, made.tree)
          : copyCandidates(tree, made.tree, manifestOf(directory));
        return captureChanges({ tree, template: made, delivery, candidates, scratch: directory }, signal);
      }),
    gradedTree: ({ id, template: spec, changes, protect, overlay }, signal): Promise<GradedTree> =>
      onDisk(async () => {
        const directory = join(graded, named(id));
        await removeWorkingTree(directory);
        const { tree: base } = await template(spec, signal);
        const beside = (name: string): string => join(directory, name);
        const made = {
          root: treePaths(directory).tree,
          home: beside("home"),
          tmp: beside("tmp"),
          results: beside("results"),
        };
        try {
          await makeTree(mode, base, directory);
          layChanges(made.root, base, changes ?? [], protect);
          for (const files of overlay) applyFiles(made.root, files);
          for (const each of [made.home, made.tmp, made.results]) mkdirSync(each, { mode: 0o700 });
        } catch (error) {
          // What can't be removed now is left to the next sweep: the error at hand matters more.
          await removeWorkingTree(directory).catch(() => {});
          throw error;
        }
        return { ...made, [Symbol.asyncDispose]: () => remove(directory) };
      }),
    dispose: async (id) => remove(join(runs, named(id))),
    sweep: (keep) => onDisk(() => sweep({ root, runs, graded, keep, processes })),
  };
}

/** @returns the name; it becomes that of a directory and must not lead elsewhere. */
function named(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name;
  throw new ScyllaError("INTERNAL", `not the name of a workspace or experiment: ${JSON.stringify(name)}`);
}

async function remove(directory: string): Promise<void> {
  await onDisk(() => removeWorkingTree(directory));
}

function workspaceAt(directory: string, id: string): Workspace {
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
