import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PORTS } from "@scylla/contracts";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { stringify } from "yaml";
import { REPOSITORY } from "../../src/published-packages.ts";
import { MIXED_PARTS, mixtureProgram } from "../../src/rehearsal/mixtures.ts";
import { olderRelease } from "../../src/rehearsal/older-release.ts";
import { run } from "../../src/run-command.ts";

const dir = mkdtempSync(join(tmpdir(), "scylla-older-"));
const store = MIXED_PARTS.find(({ from }) => from === "persistence");

/** A runner of this release, with a store of an earlier one. */
async function ends(project: string): Promise<string> {
  const env = { ...process.env, SCYLLA_WORK_DIR: join(dir, "work") };
  return (await run(process.execPath, ["mixture.js"], { cwd: join(dir, project), env })).trim();
}

beforeAll(async () => {
  const {
    "@scylla/persistence": persistence = "",
    "@scylla/contracts": contracts = "",
    ...others
  } = inject("tarballs");
  const stores = {
    same: await olderRelease(join(dir, "packed/same"), persistence, { version: "0.0.9" }),
    older: await olderRelease(join(dir, "packed/older"), persistence, { version: "0.0.8" }),
  };
  const change = (script: string): string => script.replaceAll(PORTS.runStore, "run-store/0");
  const oldContracts = await olderRelease(join(dir, "packed/contracts"), contracts, { version: "0.0.8", change });
  const overrides = {
    ...Object.fromEntries(
      Object.entries({ ...others, "@scylla/contracts": contracts }).map(([name, file]) => [name, `file:${file}`]),
    ),
    "@scylla/compose>@scylla/persistence": `file:${persistence}`,
    "@scylla/persistence@0.0.8>@scylla/contracts": `file:${oldContracts}`,
  };
  writeFileSync(
    join(dir, "pnpm-workspace.yaml"),
    stringify({ packages: ["same", "older"], overrides, pmOnFail: "ignore" }),
  );
  writeFileSync(join(dir, "package.json"), JSON.stringify({ private: true }));
  for (const [project, tarball] of Object.entries(stores)) {
    const at = join(dir, project);
    mkdirSync(at);
    cpSync(join(REPOSITORY, "examples/quickstart"), at, {
      recursive: true,
      filter: (path) => !path.includes(".scylla"),
    });
    const dependencies = { "@scylla/compose": "*", "@scylla/config": "*", "@scylla/persistence": `file:${tarball}` };
    writeFileSync(join(at, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
    if (store) writeFileSync(join(at, "mixture.js"), mixtureProgram(store));
  }
  await run("pnpm", ["install", "--prefer-offline", "--no-frozen-lockfile"], { cwd: dir });
}, 120_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("a store of an earlier release serves a runner of this one while they speak the same port", async () => {
  expect(await ends("same")).toBe("complete");
});

test("a store of an earlier release that speaks an older port is refused, with what to upgrade", async () => {
  const said = await ends("older");
  expect(said).toContain("PORT_MISMATCH: the part `store` implements run-store/0");
  expect(said).toContain(PORTS.runStore);
  expect(said).toMatch(/Upgrade/);
});
