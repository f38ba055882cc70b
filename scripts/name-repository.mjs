// Writes into each manifest which repository it is published from: provenance is refused where that is not said.
// In a workflow only, whose environment knows it; a fork then says so of itself.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY) throw new Error("GITHUB_SERVER_URL and GITHUB_REPOSITORY are not set");

for (const file of globSync("packages/*/package.json", { cwd: root })) {
  const manifest = JSON.parse(readFileSync(`${root}/${file}`, "utf8"));
  const url = `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git`;
  manifest.repository = { type: "git", url, directory: dirname(file) };
  writeFileSync(`${root}/${file}`, `${JSON.stringify(manifest, null, 2)}\n`);
}
