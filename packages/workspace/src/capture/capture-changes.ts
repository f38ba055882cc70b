import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Capture, Delivery, FileEntry, FileSet, FileValue } from "@scylla/contracts";
import { diffTrees } from "../git/diff-trees.ts";
import { writeTree } from "../git/write-tree.ts";
import type { Template } from "../template/template.ts";
import { pathMatcher } from "../tree/glob.ts";
import { readEntry, sameEntry } from "../tree/read-entry.ts";
import { removeTree } from "../tree/remove-tree.ts";
import { type BytePath, pathKey } from "../tree/walk.ts";
import type { Candidates } from "./candidates.ts";
import { deliveredPaths, fileBytes } from "./delivered-files.ts";
import { ignoredPaths } from "./ignored-paths.ts";

/** Sizes above which a change is counted and left out. Bytes. */
const FILE_CAP = 32 * 1024 * 1024;
const TOTAL_CAP = 256 * 1024 * 1024;
/** Longer paths may not fit below the directory of a graded tree. */
const PATH_CAP = 2048;

/** Turns candidates into what the agent changed. `scratch` is a directory for git objects that nobody else uses. */
export async function captureChanges(
  params: {
    readonly tree: string;
    readonly template: Template;
    readonly delivery: Delivery;
    readonly candidates: Candidates;
    readonly scratch: string;
  },
  signal: AbortSignal,
): Promise<Capture> {
  const { template } = params;
  const seen = compare(params);
  const paths = [...seen.changes.map((change) => Buffer.from(change.path)), ...seen.omitted];
  const ignored = await ignoredPaths(template, paths, signal);
  const changes = seen.changes.filter((change) => !ignored.has(pathKey(change.path)));
  const facts = {
    baseTree: template.baseTree,
    filesChanged: changes.length,
    deliveredChanged: params.delivery.files.filter((file) => isChanged(params.tree, file)).length,
    ignoredChanged: ignored.size,
    omitted: seen.omitted.filter((path) => !ignored.has(pathKey(path))).length,
  };
  if (changes.length === 0)
    return { facts: { ...facts, tree: template.baseTree, linesAdded: 0, linesDeleted: 0 }, patch: null, changes: null };
  const gitDir = await scratchRepository(params.scratch, template.gitDir);
  const tree = await writeTree(gitDir, template.baseTree, changes, signal);
  const { patch, linesAdded, linesDeleted } = await diffTrees(gitDir, template.baseTree, tree, signal);
  return { facts: { ...facts, tree, linesAdded, linesDeleted }, patch, changes };
}

interface Seen {
  readonly changes: FileSet;
  readonly omitted: readonly BytePath[];
}

/** Content decides: a file that was only touched is no change. The treatment's own files are not the agent's. */
function compare({ tree, template, delivery, candidates }: Parameters<typeof captureChanges>[0]): Seen {
  const delivered = deliveredPaths(delivery);
  const scrubbed = pathMatcher(delivery.scrub);
  const changes: FileEntry[] = [];
  const omitted: BytePath[] = [];
  let total = 0;
  for (const path of candidates.deleted) {
    // What was taken out before the agent came is not its deletion.
    if (!delivered.replaces(path) && !scrubbed(path)) changes.push({ path, kind: "deleted" });
  }
  // In path order, so that it is always the same files for which there is no more room.
  for (const path of candidates.touched.toSorted(Buffer.compare)) {
    if (delivered.has(path)) continue;
    const now = readEntry(Buffer.from(tree), path, FILE_CAP);
    if (now === null) continue;
    const size = now !== "omitted" && now.kind === "file" ? now.bytes.length : 0;
    if (now === "omitted" || total + size > TOTAL_CAP || path.length > PATH_CAP) omitted.push(path);
    else if (!sameEntry(now, readEntry(Buffer.from(template.tree), path, FILE_CAP))) {
      changes.push(now);
      total += size;
    }
  }
  return { changes: changes.sort((a, b) => Buffer.compare(a.path, b.path)), omitted };
}

function isChanged(tree: string, file: FileValue): boolean {
  const path = Buffer.from(file.path);
  const bytes = fileBytes(file);
  return !sameEntry(readEntry(Buffer.from(tree), path, Math.max(FILE_CAP, bytes.length)), {
    path,
    kind: "file",
    executable: file.executable,
    bytes,
  });
}

/** A git directory that borrows the template's objects and keeps the new ones to itself. */
async function scratchRepository(directory: string, objectsOf: string): Promise<string> {
  const gitDir = join(directory, "capture.git");
  // Left by a capture before this one, or put there by the agent.
  await removeTree(gitDir);
  mkdirSync(join(gitDir, "objects/info"), { recursive: true });
  mkdirSync(join(gitDir, "refs"), { recursive: true });
  writeFileSync(join(gitDir, "HEAD"), "ref: refs/heads/none\n");
  writeFileSync(join(gitDir, "objects/info/alternates"), `${join(objectsOf, "objects")}\n`);
  return gitDir;
}
