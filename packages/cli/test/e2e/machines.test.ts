import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { answer, type Place, place, until } from "../fixtures/scylla.ts";
import { digestOfDirectory } from "../fixtures/untouched.ts";

/** Code that every process of the command runs first. */
function preloaded(code: string): NodeJS.ProcessEnv {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

test.concurrent("an old Node is told so in words, before anything is loaded that it can't read", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write" });
  const env = preloaded(`import { registerHooks } from "node:module";
    Object.defineProperty(process.versions, "node", { value: "20.20.2" });
    registerHooks({ resolve: (name, context, next) => {
      if (context.parentURL && !/^node:|(bin|version|required-node)\\.ts$/.test(name)) throw new Error("loads " + name);
      return next(name, context);
    } });`);
  const { code, stdout, stderr } = await here.scylla(["run", "experiment.yaml", "--json"], { env, fromSources: true });
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^error NODE_TOO_OLD: this is Node 20\.20\.2, and Scylla needs 24\.\d+\.\d+ or newer\n {2}Install/,
  );
  expect(JSON.parse(stdout)).toMatchObject({ status: "error", error: { code: "NODE_TOO_OLD" } });
  expect((await here.scylla(["--version"], { env, fromSources: true })).code).toBe(0);
});

/** A git of this version for the command, before the real one on the PATH. */
async function withGit(here: Place, script: string): Promise<NodeJS.ProcessEnv> {
  const bin = join(here.root, "bin");
  await mkdir(bin);
  await writeFile(join(bin, "git"), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, "git"), 0o755);
  return { PATH: `${bin}:${process.env["PATH"]}` };
}

test.concurrent("an old git is refused before anything is made with it", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write" });
  const env = await withGit(here, "echo git version 2.30.9");
  const before = digestOfDirectory(here.root);
  const { code, stdout, stderr } = await here.scylla(["validate", "experiment.yaml"], { env });
  expect([code, stdout, stderr]).toMatchInlineSnapshot(`
    [
      2,
      "",
      "error GIT_MISSING: this git is too old: git version 2.30.9
      Install git 2.31 or newer, and make sure that it is on the PATH.
    ",
    ]
  `);
  expect(digestOfDirectory(here.root)).toBe(before);
});

test.concurrent("a machine without HOME is as good as another", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write", repeats: 1 });
  const ended = await here.scylla(["run", "experiment.yaml", "--json"], { env: { HOME: undefined } });
  expect(answer(ended)).toMatchObject({ status: "complete", counts: { planned: 3, valid: 3 } });
});

test.concurrent("a clock that is set back in mid-run changes nothing", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "gate", repeats: 1, concurrency: 1 });
  // Back by a year once the file is there.
  const env = preloaded(`import { existsSync } from "node:fs";
    const now = Date.now.bind(Date);
    Date.now = () => now() - (existsSync(${JSON.stringify(join(here.root, "set-back"))}) ? 365 * 86_400_000 : 0);`);
  const running = here.start(["run", "experiment.yaml", "--json"], { env });
  await until(async () => (await here.lines("started")).length > 0);
  await writeFile(join(here.root, "set-back"), "");
  running.child.kill("SIGKILL");
  await running.ended;
  await writeFile(join(here.root, "open"), "");
  const ended = await here.scylla(["run", "experiment.yaml", "--json"], { env, fromSources: true });
  expect(answer(ended)).toMatchObject({ status: "complete", counts: { planned: 3, valid: 3 } });
  expect((await here.scylla(["status"], { env })).stderr).toContain("finished, 3 of 3 runs valid");
});
