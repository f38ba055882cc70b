import { spawnSync } from "node:child_process";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMANDS } from "../../src/command-names.ts";
import { program } from "../../src/program.ts";
import { commandOnPath } from "../fixtures/command-on-path.ts";
import { type Place, place } from "../fixtures/scylla.ts";

const QUICKSTART = fileURLToPath(new URL("../../../../examples/quickstart", import.meta.url));

const commands = program(() => {}).commands;

/** What the help of a command prints below `Example:`. */
function examplesOf(name: string): readonly string[] {
  let help = "";
  const writeOut = (text: string): void => {
    help += text;
  };
  commands
    .find((one) => one.name() === name)
    ?.configureOutput({ writeOut })
    .outputHelp();
  const [, below = ""] = /\nExamples?:\n((?: {2}.*\n)+)/.exec(help) ?? [];
  return below
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

let here: Place;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  here = await place();
  env = await commandOnPath({ root: here.root });
  const filter = (path: string): boolean => !path.includes(".scylla");
  await cp(QUICKSTART, join(here.root, "examples/quickstart"), { recursive: true, filter });
  // What most examples speak of: a small part of it.
  expect(typed("scylla run examples/quickstart/experiment.yaml --repeats 1 --json")).toMatchObject({ status: 0 });
});
afterAll(() => here[Symbol.asyncDispose]());

function typed(line: string): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync("bash", ["-c", line], { cwd: here.root, env, encoding: "utf8" });
  return { status, stderr };
}

test("every command has a name in the list, a description, and an example that calls it", () => {
  expect(commands.map((one) => one.name()).sort()).toEqual([...COMMANDS].sort());
  for (const command of commands) {
    expect([command.name(), command.description()]).toEqual([expect.any(String), expect.stringMatching(/\w{3}/)]);
    const examples = examplesOf(command.name());
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(example).toContain(`scylla ${command.name()}`);
  }
});

// In the order in which an experiment meets them: what one makes, a later one reads. The demonstration has a test of its own.
test.each(COMMANDS.filter((name) => name !== "demo"))("the example of %s works as it stands", (name) => {
  for (const example of examplesOf(name)) {
    // Eight runs of each cell are not needed to see that it works.
    const { status, stderr } = typed(example.replace("--repeats 8", "--repeats 1"));
    expect({ example, status, stderr: status === 0 ? "" : stderr }).toEqual({ example, status: 0, stderr: "" });
  }
});
