import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, sep } from "node:path";
import type { Launch } from "@scylla/contracts";

/** Directories that no launch is shown as a whole: what must be hidden lies in them. */
const RESERVED = ["/etc", "/root", "/run", "/tmp", "/var/tmp"];

/** The system's own, of which a sandbox has its own. */
const KERNEL_DIRS = ["/dev", "/proc", "/sys"];

/**
 * What of `readable` is shown: what exists, with the programs that links in its directories lead to. A program of an npm package needs the
 * packages around it, so that whole `node_modules` is shown; the shims of pyenv, rbenv, asdf, ... need what they choose from. Left out are
 * directories that hold what must stay hidden: the operator's home, what lies beside a writable directory, all of `/etc`. Nothing below a
 * writable directory counts: whoever changed it chose where its links lead.
 * @param there what is shown anyway, and need not be shown twice.
 */
export async function shownPaths(
  { readable, writable }: Pick<Launch, "readable" | "writable">,
  there: readonly string[],
): Promise<string[]> {
  const hidden = [homedir(), ...RESERVED, ...writable];
  const mayShow = (path: string): boolean =>
    !hidden.some((secret) => isWithin(secret, path)) && !KERNEL_DIRS.some((dir) => isWithin(path, dir));
  const shown = new Set<string>();
  const isShown = (path: string): boolean => [...there, ...writable, ...shown].some((dir) => isWithin(path, dir));
  for (const path of [...readable].sort()) {
    const found = isShown(path) ? null : await realpath(path).catch(() => null);
    if (found === null || !mayShow(path) || !mayShow(found)) continue;
    const programs = [found, ...(await linkedPrograms(path))].map(surroundings).filter(mayShow);
    for (const needed of [path, ...programs]) if (!isShown(needed)) shown.add(needed);
  }
  return [...shown];
}

/** @param path equal to or below `dir`. */
export function isWithin(path: string, dir: string): boolean {
  return path === dir || path.startsWith(dir.endsWith(sep) ? dir : `${dir}${sep}`);
}

/** The files that links in a directory lead to. */
async function linkedPrograms(dir: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(dir, { withFileTypes: true }).catch(() => []);
  const links = entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => join(dir, name));
  const targets = await Promise.all(links.map((link) => realpath(link).catch(() => null)));
  const files = await Promise.all(targets.map(async (target) => (target && (await isFile(target)) ? [target] : [])));
  return files.flat();
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

/** What a program needs around it: the outermost directory of packages that it lies in, the versions behind a version manager's shims. */
function surroundings(path: string): string {
  if (basename(path) === "shims") return dirname(path);
  const [, packages] = /^(.*?\/node_modules)\//.exec(path) ?? [];
  return packages ?? path;
}
