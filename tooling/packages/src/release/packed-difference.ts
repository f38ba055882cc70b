import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packAll, type Tarballs } from "../pack.ts";
import { run } from "../run-command.ts";
import { type TarballContent, tarballContent } from "../tarball-content.ts";
import type { PackedDifference } from "./missing-changesets.ts";

/** Fields of a packed manifest that no user of the package gets anything from. */
const OF_NO_USE = ["devDependencies", "scripts"];

/** Builds each release again beside this checkout, with this machine's tools, and compares what is packed. */
export function packedDifference(root: string): PackedDifference {
  return async (suspects) => {
    const dir = await mkdtemp(join(tmpdir(), "scylla-releases-"));
    try {
      const now = await packAll(join(dir, "now"), root);
      const releases = new Map<string, Promise<Tarballs>>();
      const differing: string[] = [];
      for (const { owner, release } of suspects) {
        const commit = (await run("git", ["rev-parse", `${release.tag}^{commit}`], { cwd: root })).trim();
        const then = await (releases.get(commit) ?? releases.set(commit, packedAt(root, commit, dir)).get(commit));
        const [old, current] = [then?.[owner.name], now[owner.name]];
        if (!old || !current || !equal(await tarballContent(old), await tarballContent(current)))
          differing.push(owner.name);
      }
      return differing;
    } finally {
      await rm(dir, { recursive: true, force: true });
      await run("git", ["worktree", "prune"], { cwd: root });
    }
  };
}

async function packedAt(root: string, commit: string, dir: string): Promise<Tarballs> {
  const checkout = join(dir, commit);
  await run("git", ["worktree", "add", "--detach", checkout, commit], { cwd: root });
  await run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], { cwd: checkout });
  await run("pnpm", ["run", "build"], { cwd: checkout });
  return packAll(join(dir, `packed-${commit}`), checkout);
}

function equal(one: TarballContent, other: TarballContent): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([path, text]) => comparable(path, text) === comparable(path, other.get(path) ?? ""));
}

function comparable(path: string, text: string): string {
  if (path !== "package.json" || text === "") return text;
  const manifest: Record<string, unknown> = JSON.parse(text);
  return JSON.stringify(Object.entries(manifest).filter(([field]) => !OF_NO_USE.includes(field)));
}
