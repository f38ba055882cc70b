import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Command, sha256 } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { agentCommand } from "../../src/experiment/agent-command.ts";
import { writeTree } from "../fixtures/experiments.ts";

async function resolved(command: Command) {
  const root = await writeTree({ "agents/toy.mjs": "toy", "data.json": "{}", node: "a trap" }, {});
  await mkdir(join(root, "directory"));
  const { command: started, program } = await agentCommand(command, root);
  const relative = (word: string): string => word.replaceAll(`${root}/`, "ROOT/");
  return {
    started: typeof started === "string" ? relative(started) : started?.map(relative),
    written: program?.command,
    files: program?.files.map(({ arg, digest }) => [arg, digest]),
  };
}

const TOY = ["agents/toy.mjs", sha256("toy")];
const DATA = ["data.json", sha256("{}")];

describe("a list", () => {
  test("is started with absolute paths, and identified as written with the content of its files", async () => {
    expect(await resolved(["node", "agents/toy.mjs", "data.json", "--x", "missing.json", "directory"])).toEqual({
      started: ["node", "ROOT/agents/toy.mjs", "ROOT/data.json", "--x", "missing.json", "directory"],
      written: ["node", "agents/toy.mjs", "data.json", "--x", "missing.json", "directory"],
      files: [TOY, DATA],
    });
  });

  test("names a program on the PATH, unless there is a slash in it", async () => {
    expect((await resolved(["node"])).started).toEqual(["node"]);
    expect((await resolved(["./node"])).started).toEqual(["ROOT/node"]);
  });

  test("identifies files that are named absolutely too, but not the interpreter", async () => {
    const root = await writeTree({ "x.mjs": "x" }, {});
    const { command, program } = await agentCommand([process.execPath, join(root, "x.mjs")], "/");
    expect(command).toEqual([process.execPath, join(root, "x.mjs")]);
    expect(program?.files).toEqual([{ arg: join(root, "x.mjs"), digest: sha256("x") }]);
  });
});

describe("a shell string", () => {
  test.each([
    ["node agents/toy.mjs --fast", "node 'ROOT/agents/toy.mjs' --fast", [TOY]],
    [
      "cat data.json | node agents/toy.mjs && node x",
      "cat 'ROOT/data.json' | node 'ROOT/agents/toy.mjs' && node x",
      [TOY, DATA],
    ],
    [
      "A=1 ./agents/toy.mjs <data.json",
      "A=1 'ROOT/agents/toy.mjs' <'ROOT/data.json'",
      [["./agents/toy.mjs", sha256("toy")], DATA],
    ],
    [
      "echo 'agents/toy.mjs' \"data.json\" x\\ data.json --f=data.json",
      "echo 'agents/toy.mjs' \"data.json\" x\\ data.json --f=data.json",
      [],
    ],
    ["echo it's data.json é 🙂", "echo it's data.json é 🙂", []],
    ["echo 🙂 data.json", "echo 🙂 'ROOT/data.json'", [DATA]],
  ])("%s", async (text, started, files) => {
    expect(await resolved(text)).toEqual({ started, written: text, files });
  });

  test("survives a quote in the directory's name", async () => {
    const root = await writeTree({ "it's/toy.sh": "" }, {});
    const { command } = await agentCommand("sh toy.sh", join(root, "it's"));
    expect(command).toBe(`sh '${root}/it'\\''s/toy.sh'`);
  });
});
