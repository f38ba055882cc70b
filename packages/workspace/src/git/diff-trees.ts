import { git } from "./git-command.ts";

export interface TreeDiff {
  readonly patch: Buffer;
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

/** The difference of two trees as text, whatever the files are: no attribute can hide a change as binary. */
export async function diffTrees(gitDir: string, from: string, to: string, signal?: AbortSignal): Promise<TreeDiff> {
  const output = await git({ gitDir, args: ["diff-tree", ...OPTIONS, from, to] }, signal);
  // Counts stand first, one line a file; an empty line separates them from the patch.
  const end = output.indexOf("\n\n");
  const counts = output.toString("latin1", 0, Math.max(end, 0)).split("\n");
  let linesAdded = 0;
  let linesDeleted = 0;
  for (const count of counts) {
    const [added, deleted] = count.split("\t");
    linesAdded += Number(added) || 0;
    linesDeleted += Number(deleted) || 0;
  }
  return { patch: output.subarray(end + 2), linesAdded, linesDeleted };
}
