import { sha256 } from "../digest.ts";
import { ScyllaError } from "../errors.ts";
import type { FileEntry, FileSet } from "../file-set.ts";
import { PORTS } from "../port.ts";
import type { GradedTree, TemplateSpec, Workspace, WorkspaceProvider } from "../ports/workspace.ts";
import type { Delivery } from "../treatment.ts";
import type { MemoryFiles } from "./memory-artifact-store.ts";

/** A tree by value: text by path. */
export type MemoryTree = Readonly<Record<string, string>>;

const RUNS = "/workspaces/";
const GRADED = "/graded/";

/**
 * Workspaces that are nothing but entries of the files given, so that whoever has the files finds them again.
 * No set-up command is run, and there are no links, modes or ignore rules.
 * @param templates the files of a template; null for a commit that does not exist.
 */
export function memoryWorkspaces(
  files: MemoryFiles,
  templates: (template: Pick<TemplateSpec, "repo">) => MemoryTree | null,
): WorkspaceProvider {
  function templateOf(template: Pick<TemplateSpec, "repo">): Map<string, string> {
    const tree = templates(template);
    if (tree) return new Map(Object.entries(tree));
    throw new ScyllaError("COMMIT_MISSING", `there is no commit ${template.repo.commit}`);
  }

  function write(root: string, tree: ReadonlyMap<string, Uint8Array | string>): void {
    for (const [path, content] of tree) files.set(`${root}/${path}`, Buffer.from(content));
  }

  return {
    port: PORTS.workspace,
    mode: "memory",
    ensureCommit: async (repo) => {
      templateOf({ repo });
    },
    ensureTemplate: async (template) => {
      templateOf(template);
    },
    create: async ({ id, template, delivery }) => {
      const workspace = workspaceAt(id);
      removeBelow(files, `${RUNS}${id}/`);
      const tree = templateOf(template);
      const scrubbed = matcher(delivery.scrub);
      write(workspace.root, new Map([...tree].filter(([path]) => !scrubbed(path))));
      write(workspace.root, deliveredFiles(delivery));
      files.set(markOf(id), new Uint8Array());
      return workspace;
    },
    open: async (id) => (files.has(markOf(id)) ? workspaceAt(id) : null),
    equip: async ({ id, files: given }) => {
      const { home } = workspaceAt(id);
      for (const [path, content] of deliveredFiles({ files: given, scrub: [] }))
        files.set(`${home}/${path}`, Buffer.from(content));
    },
    capture: async ({ id, template, delivery }) => {
      if (!files.has(markOf(id))) throw new ScyllaError("WORKSPACE_LOST", `there is no workspace ${id}`);
      const base = templateOf(template);
      const now = filesBelow(files, `${workspaceAt(id).root}/`);
      const delivered = deliveredFiles(delivery);
      const changes = changesBetween(base, now, (path) => delivered.has(path) || matcher(delivery.scrub)(path));
      const patch = changes.map(describe).join("");
      return {
        facts: {
          tree: treeId(applied(base, changes)),
          baseTree: treeId(base),
          filesChanged: changes.length,
          linesAdded: changes.reduce((sum, one) => sum + (one.kind === "file" ? lines(one.bytes) : 0), 0),
          linesDeleted: 0,
          deliveredChanged: [...delivered].filter(([path, content]) => now.get(path) !== content).length,
          ignoredChanged: 0,
          omitted: 0,
        },
        patch: patch === "" ? null : Buffer.from(patch),
        changes: changes.length === 0 ? null : changes,
      };
    },
    gradedTree: async ({ id, template, changes, protect, overlay }): Promise<GradedTree> => {
      const at = `${GRADED}${id}/`;
      removeBelow(files, at);
      const isProtected = matcher(protect);
      const graded = (changes ?? []).filter((change) => !isProtected(pathOf(change)));
      write(`${at}tree`, [graded, ...overlay].reduce(applied, templateOf(template)));
      return {
        root: `${at}tree`,
        home: `${at}home`,
        tmp: `${at}tmp`,
        results: `${at}results`,
        [Symbol.asyncDispose]: async () => removeBelow(files, at),
      };
    },
    dispose: async (id) => removeBelow(files, `${RUNS}${id}/`),
    sweep: async (keep) => {
      const found = new Set([...files.keys()].map(ownerOf).filter((owner) => owner !== null));
      const stale = [...found].filter((owner) => !keep.has(owner.slice(RUNS.length)) || !owner.startsWith(RUNS));
      for (const owner of stale) removeBelow(files, `${owner}/`);
      return { workspaces: stale.length, mounts: 0 };
    },
  };
}

function workspaceAt(id: string): Workspace {
  const at = `${RUNS}${id}`;
  return { id, root: `${at}/tree`, home: `${at}/home`, tmp: `${at}/tmp`, logs: `${at}/logs` };
}

function markOf(id: string): string {
  return `${RUNS}${id}/made`;
}

/** The workspace or graded tree that a file lies in. */
function ownerOf(path: string): string | null {
  const parent = [RUNS, GRADED].find((one) => path.startsWith(one));
  return parent === undefined ? null : path.slice(0, path.indexOf("/", parent.length));
}

function removeBelow(files: MemoryFiles, prefix: string): void {
  for (const path of [...files.keys()]) if (path.startsWith(prefix)) files.delete(path);
}

function filesBelow(files: MemoryFiles, prefix: string): Map<string, string> {
  const below = [...files].filter(([path]) => path.startsWith(prefix));
  return new Map(below.map(([path, bytes]) => [path.slice(prefix.length), Buffer.from(bytes).toString("utf8")]));
}

function deliveredFiles({ files }: Delivery): ReadonlyMap<string, string> {
  return new Map(
    files.map(({ path, content }) => [
      path,
      "text" in content ? content.text : Buffer.from(content.base64, "base64").toString("utf8"),
    ]),
  );
}

function changesBetween(
  base: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  notTheAgents: (path: string) => boolean,
): FileSet {
  const paths = [...new Set([...base.keys(), ...now.keys()])].sort();
  return paths.flatMap((name): FileEntry[] => {
    const content = now.get(name);
    if (notTheAgents(name) || content === base.get(name)) return [];
    const path = Buffer.from(name);
    if (content === undefined) return [{ path, kind: "deleted" }];
    return [{ path, kind: "file", executable: false, bytes: Buffer.from(content) }];
  });
}

function applied(base: Map<string, string>, changes: FileSet): Map<string, string> {
  const tree = new Map(base);
  for (const change of changes) {
    if (change.kind === "file") tree.set(pathOf(change), Buffer.from(change.bytes).toString("utf8"));
    else tree.delete(pathOf(change));
  }
  return tree;
}

function pathOf({ path }: FileEntry): string {
  return Buffer.from(path).toString("utf8");
}

function describe(change: FileEntry): string {
  return change.kind === "file"
    ? `+++ ${pathOf(change)}\n${Buffer.from(change.bytes).toString("utf8")}\n`
    : `--- ${pathOf(change)}\n`;
}

function lines(bytes: Uint8Array): number {
  return Buffer.from(bytes).toString("utf8").split("\n").length;
}

function treeId(tree: ReadonlyMap<string, string>): string {
  return sha256(JSON.stringify([...tree].sort())).slice(0, 40);
}

/** Patterns with `*` within a name and `**` across directories. */
function matcher(patterns: readonly string[]): (path: string) => boolean {
  const expressions = patterns.map((pattern) => {
    const parts = pattern.split(/(\*\*\/|\*\*|\*)/).map((part) => {
      if (part === "**/") return "(?:.*/)?";
      if (part === "**") return ".*";
      return part === "*" ? "[^/]*" : part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
    });
    return new RegExp(`^${parts.join("")}$`);
  });
  return (path) => expressions.some((expression) => expression.test(path));
}
