import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { errorTable } from "./error-table.ts";
import { filePage } from "./file-page.ts";
import { jsonSchemas } from "./json-schemas.ts";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

const FORMATTER = fileURLToPath(import.meta.resolve("@biomejs/biome/bin/biome"));

/** Every generated file by its path in the repository, laid out as the formatter wants it. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const schemas = Object.entries(jsonSchemas()).map(([name, text]) => [`packages/contracts/schemas/${name}`, text]);
  const files: readonly (readonly string[])[] = [
    ...schemas,
    ["docs/errors.md", errorTable()],
    ["docs/files.md", filePage(ROOT)],
  ];
  return new Map(files.map(([path = "", text = ""]) => [path, formatted(path, text)]));
}

function formatted(path: string, text: string): string {
  const args = [FORMATTER, "format", `--stdin-file-path=${path}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, input: text, encoding: "utf8" });
  if (status !== 0) throw new Error(`${path} can't be formatted: ${stderr}`);
  return stdout;
}
