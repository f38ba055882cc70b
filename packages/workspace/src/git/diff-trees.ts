import { git } from "./git-command.ts";

export interface TreeDiff {
  /** Null when the trees are equal. */
  readonly patch: Buffer | null;
  readonly linesAdded: number;
  readonly linesDeleted: number;
}

const OPTIONS = [
  "-r",
  "-M",
  "--text",
  "--no-ext-diff",
  "--no-textconv",
  "--no-color",
  "--full-index",
  "--numstat",
  "-p",
];

/** The difference of two trees as text, whatever the files are: no attribute can hide a change as binary. Binary files have no lines to count. */
export async function diffTrees(gitDir: string, from: string, to: string, signal?: AbortSignal): Promise<TreeDiff> {
  const output = await git({ gitDir, args: ["diff-tree", ...OPTIONS, from, to] }, signal);
  if (output.length === 0) return { patch: null, linesAdded: 0, linesDeleted: 0 };
  // Counts stand first, one line a file; an empty line separates them from the patch.
  const end = output.indexOf("\n\n");
  const counts = output.toString("latin1", 0, end).split("\n");
  let linesAdded = 0;
  let linesDeleted = 0;
  for (const count of counts) {
    const [added, deleted] = count.split("\t");
    linesAdded += Number(added) || 0;
    linesDeleted += Number(deleted) || 0;
  }
  return { patch: output.subarray(end + 2), linesAdded, linesDeleted };
}
