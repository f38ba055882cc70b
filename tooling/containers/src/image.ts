import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { has } from "./engine.ts";

/** Not `node`: that is this one. */
const PROGRAMS = "sh env cat sleep printf ls rm ln seq setsid tr ps id mkdir git head dd".split(" ");

/** A tar file with this machine's programs and the libraries that they name. @returns its path. */
export function imageArchive(place: string): string {
  const root = join(place, "root");
  for (const dir of ["bin", "etc", "tmp"]) mkdirSync(join(root, dir), { recursive: true });
  const found = PROGRAMS.filter(has).map((name) => [name, systemFile(name)] as const);
  for (const [name, file] of [...found, ["node", realpathSync(process.execPath)] as const]) {
    cpSync(file, join(root, "bin", name));
    for (const library of librariesOf(file)) {
      const target = join(root, library);
      if (existsSync(target)) continue;
      mkdirSync(dirname(target), { recursive: true });
      cpSync(realpathSync(library), target);
    }
  }
  const tar = join(place, "image.tar");
  execFileSync("tar", ["-C", root, "-cf", tar, "."]);
  rmSync(root, { recursive: true });
  return tar;
}

/** Not a shim that stands before it on the PATH. */
function systemFile(name: string): string {
  const where = `command -v /usr/bin/${name} || command -v /bin/${name}`;
  return realpathSync(execFileSync("sh", ["-c", where], { encoding: "utf8" }).trim());
}

function librariesOf(file: string): readonly string[] {
  return spawnSync("ldd", [file], { encoding: "utf8" }).stdout.match(/\/[^ ]*/g) ?? [];
}
