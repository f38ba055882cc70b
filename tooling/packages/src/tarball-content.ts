import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** The files of a tarball by path, without the leading `package/`. */
export type TarballContent = ReadonlyMap<string, string>;

/** All that a package's users get, byte for byte: a character each. */
export async function tarballContent(tarball: string): Promise<TarballContent> {
  const dir = await mkdtemp(join(tmpdir(), "scylla-tarball-"));
  try {
    await promisify(execFile)("tar", ["-xzf", tarball, "-C", dir]);
    const files = globSync("package/**/*", { cwd: dir, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    return new Map(paths.map((path) => [path.slice(`${dir}/package/`.length), readFileSync(path, "latin1")]));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
