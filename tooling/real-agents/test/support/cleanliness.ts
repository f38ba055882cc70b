import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { Laboratory } from "../../src/laboratory.ts";
import { OPERATOR_MARK, PLANTED_KEY } from "../../src/operator.ts";

/** The key reached the provider in its header and nothing else, and of the operator's own set-up nothing reached anybody. */
export async function expectClean({ root, server }: Pick<Laboratory, "root" | "server">): Promise<void> {
  for (const { headers, path, body } of server.requests) {
    const { "x-api-key": key, "x-goog-api-key": googleKey, authorization, ...others } = headers;
    expect(key ?? googleKey ?? authorization?.replace("Bearer ", "")).toBe(PLANTED_KEY);
    const rest = JSON.stringify(others) + path + body;
    expect(rest.includes(PLANTED_KEY)).toBe(false);
    expect(rest.includes(OPERATOR_MARK)).toBe(false);
  }
  expect(await filesWith(root, [PLANTED_KEY, OPERATOR_MARK])).toEqual([]);
}

/** Every file below a directory that holds one of the texts: databases, stored objects, workspaces and logs alike. */
async function filesWith(root: string, texts: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (texts.some((text) => bytes.includes(text))) found.push(path);
  }
  return found;
}
