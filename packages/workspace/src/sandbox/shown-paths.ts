import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, sep } from "node:path";
import type { Launch } from "@scylla/contracts";

/** Directories that no launch is shown as a whole: what must be hidden lies in them. */
const RESERVED = ["/etc", "/root", "/run", "/tmp", "/var/tmp"];

/** The system's own, of which a sandbox has its own. */
const KERNEL_DIRS = ["/dev", "/proc", "/sys"];

/**
 * What of `readable` is shown: what exists, with the programs that links in its directories lead to. A program of an npm package needs the
 * packages around it, so that whole `node_modules` is shown. Left out are directories that hold what must stay hidden: the operator's home,
 * what lies beside a writable directory, all of `/etc`.
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
  const isShown = (path: string): boolean => [...there, ...shown].some((dir) => isWithin(path, dir));
  for (const path of [...readable].sort()) {
    const found = isShown(path) ? null : await realpath(path).catch(() => null);
    if (found === null || !mayShow(path) || !mayShow(found)) continue;
    const programs = [found, ...(await linkedPrograms(path))].map(packagesAround).filter(mayShow);
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

/** The outermost directory of packages that a file lies in; else the file itself. */
function packagesAround(file: string): string {
  const [, dir] = /^(.*?\/node_modules)\//.exec(file) ?? [];
  return dir ?? file;
}
