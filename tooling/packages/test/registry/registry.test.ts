import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Registry, startRegistry } from "../../src/registry/registry.ts";
import { run, runToEnd } from "../../src/run-command.ts";

let dir = "";
let registry: Registry;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "scylla-registry-"));
  registry = await startRegistry();
  writeFileSync(
    join(dir, ".npmrc"),
    `registry=${registry.url}\n//${new URL(registry.url).host}/:_authToken=rehearsal\n`,
  );
});
afterEach(async () => {
  await registry[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

/** Private caches, and nothing of the npm that runs this test. */
const env = (): NodeJS.ProcessEnv => ({ PATH: process.env["PATH"], HOME: dir });

function write(version: string, dependencies = {}): void {
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "@scope/one", version, dependencies }));
}

test("what npm publishes, npm finds: the newest, and an older one by its version", async () => {
  for (const version of ["1.0.0", "1.1.0"]) {
    write(version);
    await run("npm", ["publish"], { cwd: dir, env: env() });
  }
  expect(registry.published).toEqual(["@scope/one@1.0.0", "@scope/one@1.1.0"]);
  expect((await run("npm", ["view", "@scope/one", "version"], { cwd: dir, env: env() })).trim()).toBe("1.1.0");
  writeFileSync(join(dir, "package.json"), JSON.stringify({ private: true }));
  await run("npm", ["install", "--no-audit", "@scope/one@1.0.0"], { cwd: dir, env: env() });
  expect(await run("npm", ["ls", "--parseable", "--long"], { cwd: dir, env: env() })).toContain("@scope/one@1.0.0");
});

test("a version that is published can't be published again", async () => {
  write("1.0.0");
  await run("npm", ["publish"], { cwd: dir, env: env() });
  const again = await runToEnd("npm", ["publish"], { cwd: dir, env: env() });
  expect(again.code).not.toBe(0);
  expect(again.stderr).toMatch(/previously published|published already/);
});

test("a package that nobody published is not found", async () => {
  const { code, stderr } = await runToEnd("npm", ["view", "@scope/other"], { cwd: dir, env: env() });
  expect(code).not.toBe(0);
  expect(stderr).toContain("E404");
});
