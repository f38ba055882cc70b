import { execFile } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { place } from "./fixtures/place.ts";

const PACKAGES = fileURLToPath(new URL("../..", import.meta.url));

test("the usage of the README works where the packages are installed, and never mentions the command line", async () => {
  const readme = await readFile(join(PACKAGES, "compose/README.md"), "utf8");
  const usage = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  expect(usage.trim().split("\n").length).toBeLessThanOrEqual(12);
  expect(usage).not.toMatch(/cli/i);

  const { root, workRoot } = await place({ repeats: 2 });
  await mkdir(join(root, "node_modules/@scylla"), { recursive: true });
  for (const name of ["compose", "config"])
    await symlink(join(PACKAGES, name), join(root, "node_modules/@scylla", name));
  await writeFile(join(root, "usage.ts"), usage);
  await writeFile(join(root, "package.json"), '{ "type": "module" }');
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=@scylla/source", "usage.ts"], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: root, SCYLLA_WORK_DIR: workRoot },
  });
  expect(stdout.trim().split("\n").toSorted()).toMatchInlineSnapshot(`
    [
      "00-plain 1: true",
      "00-plain 2: true",
      "00-skill 1: true",
      "00-skill 2: true",
      "01-rule 1: true",
      "01-rule 2: true",
      "A rule: pass rate 1",
      "A skill: pass rate 1",
      "Nothing but the task: pass rate 1",
      "complete: 6 of 6 runs are valid",
    ]
  `);
});
