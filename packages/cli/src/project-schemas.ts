import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { filesOf } from "./lay-project.ts";

/** The directory of a project that holds them. */
export const SCHEMAS = "schemas";

/** Files that a person writes. */
const NAMES = ["experiment", "task", "subtest", "ladder", "mcp-server"].map((name) => `${name}.schema.json`);

/** By such a line an editor completes a file, and marks its errors. */
const SCHEMA_LINE = /^(# yaml-language-server: \$schema=)\S*\/([\w-]+\.schema\.json)$/m;

/** Lays this release's schemas into a project and leads its files to them, so that they need no network and no other package. */
export async function addSchemas(project: string): Promise<void> {
  const schemas = join(project, SCHEMAS);
  await mkdir(schemas);
  for (const name of NAMES)
    await copyFile(fileURLToPath(import.meta.resolve(`@scylla/contracts/schemas/${name}`)), join(schemas, name));
  for (const file of filesOf(project).filter((path) => path.endsWith(".yaml"))) {
    const path = join(project, file);
    const text = await readFile(path, "utf8");
    const lead = (_line: string, words: string, name: string): string =>
      `${words}${relative(dirname(path), join(schemas, name))}`;
    await writeFile(path, text.replace(SCHEMA_LINE, lead));
  }
}
