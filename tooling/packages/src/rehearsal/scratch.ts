import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { publishedPackages, REPOSITORY } from "../published-packages.ts";
import { lastRelease } from "../release/last-release.ts";
import { run } from "../run-command.ts";
import type { ReleaseVersions } from "./try-mixtures.ts";

/** A clone of what is committed, in which releases are made and thrown away. */
export interface Scratch {
  readonly dir: string;
  /** Writes a changeset that raises the minor versions of packages, and applies it. */
  bump(names: readonly string[], text: string): Promise<void>;
  /** Builds and publishes what the registry does not have yet. */
  publish(): Promise<ReleaseVersions>;
  edit(path: string, change: (text: string) => string): Promise<void>;
}

export async function scratchClone(dir: string, registry: string, env: NodeJS.ProcessEnv): Promise<Scratch> {
  const inside = { cwd: dir, env: { ...env, TURBO_CACHE_DIR: join(REPOSITORY, ".turbo/cache") } };
  const pnpm = (...args: readonly string[]): Promise<string> => run("pnpm", args, inside);
  await run("git", ["clone", "--quiet", REPOSITORY, dir], { cwd: REPOSITORY, env });
  await pnpm("install", "--frozen-lockfile", "--prefer-offline");
  const token = `//${new URL(registry).host}/:_authToken=rehearsal`;
  await writeFile(join(env["HOME"] ?? "", ".npmrc"), `@scylla:registry=${registry}\n${token}\n`);
  const commit = async (message: string): Promise<void> => {
    await run("git", ["add", "."], inside);
    await run("git", ["commit", "-qm", message], inside);
  };
  return {
    dir,
    bump: async (names, text) => {
      const releases = names.map((name) => `"@scylla/${name}": minor\n`).join("");
      await writeFile(join(dir, ".changeset/rehearsal.md"), `---\n${releases}---\n\n${text}\n`);
      await pnpm("exec", "changeset", "version");
      await pnpm("install", "--lockfile-only", "--prefer-offline");
      await commit("Version packages");
    },
    publish: async () => {
      await pnpm("run", "build", "--output-logs=errors-only");
      await pnpm("exec", "changeset", "publish");
      for (const owner of publishedPackages(dir)) {
        if (lastRelease(dir, owner)?.version !== owner.version) throw new Error(`${owner.name} was not tagged`);
      }
      return Object.fromEntries(publishedPackages(dir).map(({ name, version }) => [name, version]));
    },
    edit: async (path, change) => {
      const text = await readFile(join(dir, path), "utf8");
      const changed = change(text);
      if (changed === text) throw new Error(`${path} is not what was expected: nothing was changed`);
      await writeFile(join(dir, path), changed);
    },
  };
}
