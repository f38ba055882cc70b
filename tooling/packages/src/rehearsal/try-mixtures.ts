import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { REPOSITORY } from "../published-packages.ts";
import { run } from "../run-command.ts";
import { MIXED_PARTS, type MixedPart, mixtureProgram } from "./mixtures.ts";

/** Versions of one release by package name. */
export type ReleaseVersions = Readonly<Record<string, string>>;

export interface Mixture {
  /** `persistence 0.1.0 under compose 0.1.1` */
  readonly name: string;
  /** The package whose part is of the other release. */
  readonly from: string;
  /** What the program printed. */
  readonly ended: string;
}

/** Runs each part of one release in a runner of the other, both ways round. One install for all. */
export async function tryMixtures(
  dir: string,
  registry: string,
  [earlier, later]: readonly [ReleaseVersions, ReleaseVersions],
  env: NodeJS.ProcessEnv,
): Promise<readonly Mixture[]> {
  const mixtures = MIXED_PARTS.flatMap((part) => [project(part, earlier, later), project(part, later, earlier)]);
  await mkdir(dir, { recursive: true });
  const settings = { packages: ["*"], minimumReleaseAge: 0, pmOnFail: "ignore" };
  await writeFile(join(dir, "pnpm-workspace.yaml"), stringify(settings));
  await writeFile(join(dir, "package.json"), JSON.stringify({ private: true }));
  await writeFile(join(dir, ".npmrc"), `@scylla:registry=${registry}\n`);
  for (const { directory, part, dependencies } of mixtures) {
    const at = join(dir, directory);
    await cp(join(REPOSITORY, "examples/quickstart"), at, {
      recursive: true,
      filter: (path) => !path.includes(".scylla"),
    });
    await writeFile(join(at, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
    await writeFile(join(at, "mixture.js"), mixtureProgram(part));
  }
  await run("pnpm", ["install", "--prefer-offline", "--no-frozen-lockfile"], { cwd: dir, env });
  const ended: Mixture[] = [];
  for (const { directory, name, part } of mixtures) {
    const printed = await run(process.execPath, ["mixture.js"], { cwd: join(dir, directory), env });
    ended.push({ name, from: part.from, ended: printed.trim() });
  }
  return ended;
}

function project(part: MixedPart, partOf: ReleaseVersions, rest: ReleaseVersions) {
  const others = ["compose", "config", ...part.beside].map((short) => `@scylla/${short}`);
  const own = `@scylla/${part.from}`;
  const dependencies = { ...Object.fromEntries(others.map((name) => [name, rest[name]])), [own]: partOf[own] };
  const name = `${part.from} ${partOf[own]} under compose ${rest["@scylla/compose"]}`;
  return { part, dependencies, name, directory: name.replaceAll(" ", "-") };
}
