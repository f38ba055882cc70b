import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { nearestName } from "@scylla/contracts";

const YAML = /\.ya?ml$/;

/** The experiment file that was most likely meant by the path of none: the one in that directory, or beside it with nearly the name. */
export async function meantFile(written: string): Promise<string | null> {
  const inside = (await yamlFiles(written)).find((name) => basename(name).startsWith("experiment."));
  if (inside !== undefined) return join(written, inside);
  const near = nearestName(basename(written), await yamlFiles(dirname(written)));
  return near === null ? null : join(dirname(written), near);
}

/** None where there is no directory that can be read. */
async function yamlFiles(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((): readonly Dirent[] => []);
  return entries.filter((entry) => entry.isFile() && YAML.test(entry.name)).map(({ name }) => name);
}
