import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SCRIPTS, SHELLS } from "../../src/completion/scripts.ts";
import { COMPILE_CACHE, type Place, place } from "../fixtures/scylla.ts";
import { offered } from "../fixtures/typing.ts";

const BIN = fileURLToPath(new URL("../../src/bin.ts", import.meta.url));

let here: Place;
beforeAll(async () => {
  here = await place();
  await mkdir(join(here.root, "bin"));
  const command = `#!/bin/sh\nexec '${process.execPath}' --conditions=@scylla/source '${BIN}' "$@"\n`;
  await writeFile(join(here.root, "bin/scylla"), command);
  await chmod(join(here.root, "bin/scylla"), 0o755);
  for (const shell of SHELLS) await writeFile(join(here.root, shell), SCRIPTS[shell]);
  await here.write({ agent: "write", inherits: true });
  await mkdir(join(here.root, "my dir"));
  await mkdir(join(here.root, "reports/reports"), { recursive: true });
  await writeFile(join(here.root, "reports/store.db"), "");
});
afterAll(() => here[Symbol.asyncDispose]());

test("the command prints the script, and names the shells it knows", async () => {
  expect(await here.scylla(["completion", "fish"])).toMatchObject({ code: 0, stdout: SCRIPTS.fish, stderr: "" });
  const { code, stderr } = await here.scylla(["completion", "zhs"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("Did you mean zsh?")]);
});

// A shell that is missing is a failure and never a skip: without it nothing would be proved.
test.each(SHELLS)("%s completes commands, options, their values and paths", (shell) => {
  const env = {
    PATH: `${join(here.root, "bin")}:${process.env["PATH"]}`,
    HOME: here.root,
    TERM: "dumb",
    LANG: "C.UTF-8",
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    SCRIPT: join(here.root, shell),
  };
  const offers = (line: string): readonly string[] =>
    [...new Set(offered(shell, line, { cwd: here.root, env }))].sort();
  expect(offers("scylla comp")).toEqual(["completion"]);
  expect(offers("scylla run experiment.yaml --until c")).toEqual(["capture", "check"]);
  expect(offers("scylla run exp")).toEqual(["experiment.yaml"]);
});
