import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** The executable file that a name, or a path from `cwd`, leads to; null when there is none. Relative directories of a PATH don't count. */
export function findProgram(name: string, path: string | undefined, cwd = "/"): string | null {
  const candidates = name.includes("/")
    ? [isAbsolute(name) ? name : join(cwd, name)]
    : (path ?? "").split(delimiter).flatMap((dir) => (isAbsolute(dir) ? [join(dir, name)] : []));
  return candidates.find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
