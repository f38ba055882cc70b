import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFiles } from "../tree/read-entry.ts";
import { walkFiles } from "../tree/walk.ts";
import { git } from "./git-command.ts";
import { requireGit } from "./require-git.ts";
import { writeTree } from "./write-tree.ts";

/**
 * Makes a repository of one commit, the files of a directory, and writes it as a bundle. The same files give the same commit everywhere:
 * it has no date and nobody's name.
 * @returns the commit's id. @throws {ScyllaError} `GIT_MISSING`, `GIT_FAILED`, `DISK_FULL`.
 */
export async function writeBundle(params: { readonly from: string; readonly bundle: string }): Promise<string> {
  const { from, bundle } = params;
  await requireGit();
  const gitDir = await mkdtemp(join(tmpdir(), "scylla-bundle-"));
  try {
    await git({ args: ["init", "--quiet", "--bare", "--template=", "--initial-branch=main", gitDir] });
    const root = Buffer.from(from);
    const tree = await writeTree(gitDir, null, readFiles(root, [...walkFiles(root)]));
    const nobody = "Scylla <scylla@localhost> 0 +0000";
    const commit = Buffer.from(`tree ${tree}\nauthor ${nobody}\ncommitter ${nobody}\n\nBegin\n`);
    const answer = await git({ gitDir, args: ["hash-object", "-t", "commit", "-w", "--stdin"], input: commit });
    const id = answer.toString("latin1").trim();
    await git({ gitDir, args: ["update-ref", "refs/heads/main", id] });
    await git({ gitDir, args: ["bundle", "create", "--quiet", bundle, "HEAD", "main"] });
    return id;
  } finally {
    await rm(gitDir, { recursive: true, force: true });
  }
}
