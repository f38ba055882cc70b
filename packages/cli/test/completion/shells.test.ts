import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SCRIPTS, SHELLS } from "../../src/completion/scripts.ts";
import { commandOnPath } from "../fixtures/command-on-path.ts";
import { type Place, place } from "../fixtures/scylla.ts";
import { offered } from "../fixtures/typing.ts";

let here: Place;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  here = await place();
  env = await commandOnPath(here);
  for (const shell of SHELLS) await writeFile(join(here.root, shell), SCRIPTS[shell]);
  await here.write({ agent: "write", inherits: true });
});
afterAll(() => here[Symbol.asyncDispose]());

test("the command prints the script, and names the shells it knows", async () => {
  expect(await here.scylla(["completion", "fish"])).toMatchObject({ code: 0, stdout: SCRIPTS.fish, stderr: "" });
  const { code, stderr } = await here.scylla(["completion", "zhs"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("Did you mean zsh?")]);
});

// A shell that is missing is a failure and never a skip: without it nothing would be proved.
test.each(SHELLS)("%s completes commands, options, their values and paths", (shell) => {
  const shellEnv = { ...env, SCRIPT: join(here.root, shell) };
  const offers = (line: string): readonly string[] =>
    [...new Set(offered(shell, line, { cwd: here.root, env: shellEnv }))].sort();
  expect(offers("scylla comple")).toEqual(["completion"]);
  expect(offers("scylla run experiment.yaml --until c")).toEqual(["capture", "check"]);
  expect(offers("scylla run exp")).toEqual(["experiment.yaml"]);
});
