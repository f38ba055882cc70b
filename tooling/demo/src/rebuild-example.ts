// Rebuilds what examples/quickstart holds of its repository: `node tooling/demo/src/rebuild-example.ts`.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EXAMPLE } from "./example.ts";
import { buildRepository } from "./repository.ts";

const { commit, references } = await buildRepository(join(EXAMPLE, "repo.bundle"));
for (const [task, patch] of Object.entries(references))
  await writeFile(join(EXAMPLE, "tasks", task, "reference.patch"), patch);
console.log(`repo.bundle and the reference patches are written; the tasks start at ${commit}`);
