import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Tarballs } from "./pack.ts";
import type { PublishedPackage } from "./published-packages.ts";
import { REPOSITORY } from "./published-packages.ts";
import { snippets, toInstall } from "./readme.ts";
import { run } from "./run-command.ts";

/** Projects of strangers: `alone/<package>` has that package only, `readme/<package>` what its README says to install. */
export interface Consumer {
  readonly dir: string;
}

/**
 * Installs the tarballs into empty projects. Nothing is hoisted, so that a package finds what it declares and no more.
 * One install for all of them: it is what takes long.
 */
export async function consumerOf(
  dir: string,
  packages: readonly PublishedPackage[],
  tarballs: Tarballs,
): Promise<Consumer> {
  const overrides = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]));
  const settings = { packages: ["alone/*", "readme/*"], overrides, hoist: false, pmOnFail: "ignore" };
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "pnpm-workspace.yaml"), stringify(settings));
  await writeProject(dir, {});
  for (const one of packages) {
    await writeProject(join(dir, "alone", one.short), { [one.name]: one.version });
    await writeReadmeProject(join(dir, "readme", one.short), one);
  }
  const args = ["install", "--prefer-offline", "--no-frozen-lockfile", "--reporter=append-only"];
  await run("pnpm", args, { cwd: dir });
  return { dir };
}

async function writeProject(dir: string, dependencies: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(dir, { recursive: true });
  const manifest = { private: true, type: "module", dependencies };
  await writeFile(join(dir, "package.json"), JSON.stringify(manifest, null, 2));
}

/** The README's snippets as programs, beside the files of an experiment. */
async function writeReadmeProject(dir: string, { dir: source }: PublishedPackage): Promise<void> {
  const readme = await readFile(join(source, "README.md"), "utf8");
  await writeProject(dir, Object.fromEntries(toInstall(readme).map((name) => [name, "*"])));
  await cp(join(REPOSITORY, "examples/quickstart"), dir, {
    recursive: true,
    filter: (path) => !path.includes(".scylla") && !path.includes("node_modules"),
  });
  for (const [i, { code }] of snippets(readme).entries()) await writeFile(join(dir, `snippet-${i + 1}.ts`), code);
}
