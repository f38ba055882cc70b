import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, type FileSet, type Json, type ProcessRunner, type TemplateSpec } from "@scylla/contracts";
import { z } from "zod";
import { git } from "../git/git-command.ts";
import type { RepoCache } from "../git/repo-cache.ts";
import { EMPTY_TREE, writeTree } from "../git/write-tree.ts";
import { makeOnce } from "../make-once.ts";
import { readFiles } from "../tree/read-entry.ts";
import { pathFromKey } from "../tree/walk.ts";
import { checkOut, restoreRepository } from "./own-repository.ts";
import { runSetup } from "./run-setup.ts";

/** The prepared tree of a task. Nobody writes to it after it is made. */
export interface Template {
  /** What workspaces start as; its `.git` holds one commit and nothing else. */
  readonly tree: string;
  /** A git directory that no agent ever sees, with the base tree in it and in its index. */
  readonly gitDir: string;
  readonly baseTree: string;
  /** Whether the task's commit ignores anything. */
  readonly hasIgnoreRules: boolean;
}

const recordSchema = z.strictObject({ baseTree: z.string(), hasIgnoreRules: z.boolean() });

export interface TemplateMaker {
  ensure(spec: TemplateSpec, signal: AbortSignal): Promise<Template>;
}

export function templateMaker(root: string, repos: RepoCache, processes: ProcessRunner): TemplateMaker {
  return {
    ensure: async (spec, signal) => {
      const target = templatePath(root, spec);
      await makeOnce(target, signal, async (making) =>
        make(making, spec, await repos.ensure(spec.repo, signal), processes, signal),
      );
      const record = recordSchema.parse(JSON.parse(readFileSync(join(target, "template.json"), "utf8")));
      return { tree: join(target, "tree"), gitDir: join(target, "git"), ...record };
    },
  };
}

/** Where the template of a task is, whether or not it was made yet. */
export function templatePath(root: string, spec: TemplateSpec): string {
  const key = digestOf({ commit: spec.repo.commit, setup: spec.setup } as unknown as Json);
  return join(root, "templates", key.slice(0, 32));
}

async function make(
  making: string,
  spec: TemplateSpec,
  repo: string,
  processes: ProcessRunner,
  signal: AbortSignal,
): Promise<void> {
  const tree = join(making, "tree");
  const gitDir = join(making, "git");
  mkdirSync(tree, { recursive: true });
  const own = await checkOut(repo, spec.repo.commit, tree, signal);
  for (const command of spec.setup) await runSetup({ command, making, tree, processes }, signal);
  restoreRepository(tree, own);
  await git({ args: ["init", "--quiet", "--bare", "--template=", gitDir] }, signal);
  const files = await visibleFiles(tree, signal);
  const baseTree = await writeTree(gitDir, null, files, signal);
  if (baseTree !== EMPTY_TREE) await git({ gitDir, args: ["read-tree", baseTree] }, signal);
  const hasIgnoreRules = files.some(({ path }) => /(^|\/)\.gitignore$/.test(Buffer.from(path).toString("latin1")));
  writeFileSync(
    join(making, "template.json"),
    JSON.stringify({ baseTree, hasIgnoreRules } satisfies z.infer<typeof recordSchema>),
  );
}

/** The tree as its own ignore rules show it. It is trusted: no agent has seen it. */
async function visibleFiles(tree: string, signal: AbortSignal): Promise<FileSet> {
  const listed = await git(
    {
      gitDir: join(tree, ".git"),
      workTree: tree,
      cwd: tree,
      args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    },
    signal,
  );
  const paths = [...new Set(listed.toString("latin1").split("\0"))].filter((path) => path !== "");
  return readFiles(Buffer.from(tree), paths.map(pathFromKey));
}
