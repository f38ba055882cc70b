import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { publishedPackages, REPOSITORY } from "./published-packages.ts";
import { run } from "./run-command.ts";

/** Where the tarball of each package lies, by the package's name. */
export type Tarballs = Readonly<Record<string, string>>;

/**
 * Packs every published package as a release would.
 * @param root a checkout that has been built.
 * @throws {Error} naming a package that has not been built.
 */
export async function packAll(destination: string, root: string = REPOSITORY): Promise<Tarballs> {
  const packages = publishedPackages(root);
  for (const { name, dir } of packages) {
    if (!existsSync(join(dir, "dist"))) throw new Error(`${name} has not been built: run \`pnpm build\` first`);
  }
  await mkdir(destination, { recursive: true });
  const filters = packages.flatMap(({ name }) => ["--filter", name]);
  await run("pnpm", ["--recursive", ...filters, "pack", "--pack-destination", destination], { cwd: root });
  return Object.fromEntries(
    packages.map(({ name, short, version }) => [name, join(destination, `scylla-${short}-${version}.tgz`)]),
  );
}
