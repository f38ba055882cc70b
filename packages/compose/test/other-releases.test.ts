import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { RunStore } from "@scylla/contracts";
import { expect, test } from "vitest";
import { createRunner } from "../src/index.ts";
import { place } from "./fixtures/place.ts";

const PACKAGES = fileURLToPath(new URL("../..", import.meta.url));
const RELEASES = fileURLToPath(new URL("./fixtures/other-releases", import.meta.url));

/** A store out of another package, with the type that its own declarations would claim. */
async function storeOf(packageName: string): Promise<RunStore> {
  const { openStore } = await import(join(RELEASES, packageName, "index.js"));
  return openStore();
}

test.each([
  ["older-store", "implements run-store/0", "Upgrade the part `store` so that both speak run-store/1."],
  ["newer-store", "implements run-store/2", "Upgrade @scylla/contracts and the packages that use it"],
  ["unversioned-store", "implements no version of a port", "Upgrade the part `store` to a release that says"],
])("%s is refused by name before a directory is made or a method called", async (packageName, found, remedy) => {
  const { dir, workRoot } = await place();
  const store = await storeOf(packageName);
  expect(() => createRunner({ dir, workRoot, store })).toThrow(
    expect.objectContaining({
      code: "PORT_MISMATCH",
      message: `the part \`store\` ${found}, but run-store/1 is needed`,
      hint: expect.stringContaining(remedy),
    }),
  );
  expect(existsSync(dir)).toBe(false);
});

test("an installed package of an older release is refused as a default part, named with its package, and buys nothing", async () => {
  const { root, workRoot } = await place();
  // Compose's own sources with other packages beside them than those of this checkout.
  await mkdir(join(root, "node_modules/@scylla"), { recursive: true });
  await cp(join(PACKAGES, "compose/src"), join(root, "compose"), { recursive: true });
  for (const name of (await readdir(PACKAGES)).filter((one) => one !== "judge" && one !== "compose"))
    await symlink(join(PACKAGES, name), join(root, "node_modules/@scylla", name));
  await symlink(join(RELEASES, "older-judge"), join(root, "node_modules/@scylla/judge"));
  await writeFile(join(root, "package.json"), '{ "type": "module" }');
  await writeFile(
    join(root, "run.ts"),
    `import { loadExperiment } from "@scylla/config";
import { createRunner } from "./compose/index.ts";
let bought = 0;
const runner = createRunner({ dir: "out", observers: [{ agentEnded: () => void bought++ }] });
await runner.run({ experiment: await loadExperiment("experiment.yaml") }).catch((error) => {
  console.log([error.code, error.message, error.hint, bought].join("\\n"));
});
`,
  );
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=@scylla/source", "run.ts"], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: root, SCYLLA_WORK_DIR: workRoot },
  });
  expect(stdout.trim().split("\n")).toEqual([
    "PORT_MISMATCH",
    "@scylla/judge (the default part `grader`) implements grader/0, but grader/1 is needed",
    "Upgrade @scylla/judge (the default part `grader`) so that both speak grader/1.",
    "0",
  ]);
});
