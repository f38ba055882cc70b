import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandOnPath } from "../fixtures/command-on-path.ts";
import { place } from "../fixtures/scylla.ts";

const PAGE = new URL("../../../../docs/first-hour.md", import.meta.url);

/** The lines that the page has its reader type, in their order. */
function typedLines(): readonly string[] {
  const blocks = readFileSync(PAGE, "utf8").matchAll(/^```sh\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([, block = ""]) => block.trim().split("\n"));
}

test("every line of the page works, in its order, for somebody who begins with nothing", {
  timeout: 180_000,
}, async () => {
  await using here = await place();
  const env = await commandOnPath({ root: here.root });
  const lines = typedLines();
  expect(lines.length).toBeGreaterThan(12);
  let cwd = here.root;
  for (const line of lines) {
    const [, directory] = /^cd (\S+)$/.exec(line) ?? [];
    if (directory) cwd = join(cwd, directory);
    else {
      const { status, stderr, stdout } = spawnSync("bash", ["-c", line], { cwd, env, encoding: "utf8" });
      expect({ line, status, said: status === 0 ? "" : stderr + stdout }).toEqual({ line, status: 0, said: "" });
    }
  }
});
