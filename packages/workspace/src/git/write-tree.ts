import { type FileSet, ScyllaError } from "@scylla/contracts";
import { git } from "./git-command.ts";
import { quotePath } from "./quote-path.ts";

export const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/**
 * Writes a tree: the base with the changes applied, bytes as they are (no filters, no attributes, no index, no work tree).
 * @returns the git id of the tree, in the given git directory.
 */
export async function writeTree(
  gitDir: string,
  base: string | null,
  changes: FileSet,
  signal?: AbortSignal,
): Promise<string> {
  const parts: Uint8Array[] = [
    Buffer.from("feature done\ncommit refs/scylla/tree\ncommitter scylla <scylla@localhost> 0 +0000\ndata 0\n\n"),
  ];
  const line = (text: string): void => {
    parts.push(Buffer.from(text));
  };
  if (base !== null && base !== EMPTY_TREE) line(`M 040000 ${base} ""\n`);
  // Deletions first: a path may be a directory now that was a file before.
  for (const file of changes) if (file.kind === "deleted") line(`D ${quotePath(file.path)}\n`);
  for (const file of changes) {
    if (file.kind === "deleted") continue;
    const mode = file.kind === "symlink" ? "120000" : file.executable ? "100755" : "100644";
    const body = file.kind === "symlink" ? file.target : file.bytes;
    line(`M ${mode} inline ${quotePath(file.path)}\ndata ${body.length}\n`);
    parts.push(body);
    line("\n");
  }
  line('ls ""\ndone\n');
  const output = await git(
    { gitDir, args: ["fast-import", "--quiet", "--force"], input: Buffer.concat(parts) },
    signal,
  );
  const text = output.toString("latin1");
  if (text.startsWith("missing")) return EMPTY_TREE;
  const tree = /^040000 tree ([0-9a-f]+)\t/.exec(text)?.[1];
  if (!tree) throw new ScyllaError("GIT_FAILED", `git fast-import answered ${JSON.stringify(text.slice(0, 80))}`);
  return tree;
}
