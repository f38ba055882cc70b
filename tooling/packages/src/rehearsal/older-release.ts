import { globSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../run-command.ts";

export interface OlderRelease {
  readonly version: string;
  /** Applied to every script of the package. */
  readonly change?: ((script: string) => string) | undefined;
}

/** Makes an earlier release of a package from the tarball of this one. @returns its tarball. */
export async function olderRelease(dir: string, tarball: string, { version, change }: OlderRelease): Promise<string> {
  await mkdir(dir, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", dir], { cwd: dir });
  const content = join(dir, "package");
  const manifest: object = JSON.parse(await readFile(join(content, "package.json"), "utf8"));
  await writeFile(join(content, "package.json"), JSON.stringify({ ...manifest, version }));
  for (const file of change ? globSync("dist/**/*.js", { cwd: content }) : []) {
    const path = join(content, file);
    await writeFile(path, change?.(await readFile(path, "utf8")) ?? "");
  }
  const packed = join(dir, `${version}.tgz`);
  await run("tar", ["-czf", packed, "package"], { cwd: dir });
  return packed;
}
