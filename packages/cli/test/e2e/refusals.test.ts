import { mkdir, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type Place, place } from "../fixtures/scylla.ts";

let here: Place;
beforeAll(async () => {
  here = await place();
  await here.write({ agent: "write", inherits: true });
});
afterAll(() => here[Symbol.asyncDispose]());

/** What is said to people; nothing else may have been done. */
async function refused(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await here.scylla(args);
  expect([code, stdout]).toEqual([2, ""]);
  return stderr;
}

test.concurrent("an experiment file that is none", async ({ expect }) => {
  const files: Record<string, string | Buffer> = {
    "empty.yaml": "",
    "bom.yaml": "\ufeffversion: 1\n",
    "binary.yaml": Buffer.from([0, 1, 2, 255]),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(here.root, name), content);
  const said: Record<string, string> = {};
  for (const name of ["absent.yaml", "ladder", ...Object.keys(files)]) said[name] = await refused("run", name);
  expect(said).toMatchInlineSnapshot(`
    {
      "absent.yaml": "error FILE_MISSING: absent.yaml does not exist
      Check the path, and where you stand.
    ",
      "binary.yaml": "error CONFIG_ENCODING: binary.yaml is not UTF-8
      at binary.yaml:1
      Save it as UTF-8.
    ",
      "bom.yaml": "error CONFIG_ENCODING: bom.yaml begins with a byte order mark
      at bom.yaml:1:1
      Save it as UTF-8 without a mark: agents would read it as a character.
    ",
      "empty.yaml": "error CONFIG_INVALID: the file is empty
      at empty.yaml:1:1
      Begin with \`version: 1\`.
    ",
      "ladder": "error FILE_MISSING: ladder is a directory
      Name a file.
    ",
    }
  `);
});

test.concurrent("lines may end as on Windows", async ({ expect }) => {
  const text = await readFile(join(here.root, "experiment.yaml"), "utf8");
  await writeFile(join(here.root, "crlf.yaml"), text.replaceAll("\n", "\r\n"));
  expect((await here.scylla(["validate", "crlf.yaml"])).code).toBe(0);
});

test.concurrent("every mistake of a file at once, where it stands, for people and programs", async ({ expect }) => {
  const text = await readFile(join(here.root, "experiment.yaml"), "utf8");
  await writeFile(join(here.root, "wrong.yaml"), text.replace("ladder: ladder", "lader: ladder").replace("2\n", "0\n"));
  const { code, stdout, stderr } = await here.scylla(["run", "wrong.yaml", "--json"]);
  expect(code).toBe(2);
  expect(stderr).toMatchInlineSnapshot(`
    "error CONFIG_UNKNOWN_KEY: \`lader\` is not a key of this file
      at wrong.yaml:4:1
      Did you mean ladder?

    error CONFIG_INVALID: \`repeats\` must be at least 1, not 0
      at wrong.yaml:7:10
      Write a number from 1 on.
    "
  `);
  expect(JSON.parse(stdout)).toMatchObject({ status: "error", error: { code: expect.stringMatching(/^CONFIG_/) } });
});

test.concurrent("options that can't be", async ({ expect }) => {
  const said = [
    await refused("run", "experiment.yaml", "--until", "captur"),
    await refused("run", "experiment.yaml", "--from", "verdict", "--until", "agent"),
    await refused("run", "experiment.yaml", "--tiers", "T11"),
    await refused("run", "experiment.yaml", "--tiers", "T3"),
    await refused("run", "experiment.yaml", "--tiers", "T5"),
    await refused("report", "--format", "jsn"),
  ];
  expect(said.join("\n")).toMatchInlineSnapshot(`
    "error USAGE: --until names no stage: "captur"
      Did you mean capture?

    error USAGE: --from verdict comes after --until agent
      Name an earlier stage with --from.

    error USAGE: --tiers names no group: "T11"
      Did you mean T1? Groups with set-ups are: Prompts (T0), Skills (T1), Hybrid (T5).

    error USAGE: --tiers names a group without set-ups: Delegation (T3)
      Groups with set-ups are: Prompts (T0), Skills (T1), Hybrid (T5).

    error INHERITANCE_UNAVAILABLE: T5/00-best inherits from T0, T1, which would not be run
      at ladder/T5/00-best.yaml:1:1
      Run T0, T1 too, or first: what is inherited must not depend on what happens to be asked for.

    error USAGE: --format is "jsn"
      Did you mean json?
    "
  `);
});

test.concurrent("a directory of somebody else's, also to start over in", async ({ expect }) => {
  await mkdir(join(here.root, "theirs"));
  await writeFile(join(here.root, "theirs/notes.txt"), "mine");
  const words = `error USAGE: no experiment can be made in theirs: it holds other things, such as notes.txt
  Name a directory that is empty or does not exist with --out.
`;
  expect(await refused("run", "experiment.yaml", "--out", "theirs")).toBe(words);
  expect(await refused("run", "experiment.yaml", "--out", "theirs", "--fresh")).toBe(words);
  expect(await refused("run", "experiment.yaml", "--out", "theirs/notes.txt/x")).toContain("is not a directory");
  expect(await readFile(join(here.root, "theirs/notes.txt"), "utf8")).toBe("mine");
});

test.concurrent("no experiment where one is asked for", async ({ expect }) => {
  expect(await refused("status", "ladder")).toMatchInlineSnapshot(`
    "error STORE_MISSING: there is no experiment in ladder
      Name its directory (\`scylla list\` shows those around here), or start one: scylla run EXPERIMENT.yaml
    "
  `);
  expect(await refused("resume", "nowhere")).toContain("error STORE_MISSING: there is no experiment in nowhere");
});

test.concurrent("without git", async ({ expect }) => {
  const { code, stderr } = await here.scylla(["run", "experiment.yaml", "--out", "exp-without"], {
    env: { PATH: "/nonexistent" },
  });
  expect([code, stderr]).toMatchInlineSnapshot(`
    [
      2,
      "Runs: 8 new.
    error GIT_MISSING: git can't be started
      Install git 2.31 or newer, and make sure that it is on the PATH.
    What was finished is kept. Carry on:
      scylla resume exp-without
    ",
    ]
  `);
});

test.concurrent("a damaged store is refused as it stands, and never started afresh", async ({ expect }) => {
  const dir = join(here.root, "exp");
  expect((await here.scylla(["run", "experiment.yaml", "--out", "exp", "--until", "workspace", "--json"])).code).toBe(
    0,
  );
  const file = await open(join(dir, "store.db"), "r+");
  await file.write(Buffer.alloc(8192), 0, 8192, 0);
  await file.close();
  for (const name of ["store.db-wal", "store.db-shm"]) await rm(join(dir, name), { force: true });
  const { size } = await stat(join(dir, "store.db"));
  for (const args of [
    ["run", "experiment.yaml", "--out", "exp"],
    ["resume", "exp"],
    ["status", "exp"],
    ["report", "exp"],
  ]) {
    const words = await refused(...args);
    expect(words).toMatch(/^error STORE_DAMAGED: .*\n {2}Nothing was changed\. .*\n$/);
  }
  expect((await stat(join(dir, "store.db"))).size).toBe(size);
});

test.concurrent("another experiment's directory", async ({ expect }) => {
  const text = await readFile(join(here.root, "experiment.yaml"), "utf8");
  await writeFile(join(here.root, "other.yaml"), text.replace("name: small", "name: other"));
  const args = ["--out", "shared", "--until", "workspace", "--tiers", "T1", "--repeats", "1"];
  expect(answer(await here.scylla(["run", "experiment.yaml", ...args, "--json"]))).toMatchObject({ status: "stopped" });
  expect(await refused("run", "other.yaml", ...args)).toMatchInlineSnapshot(`
    "error PLAN_REFUSED: this directory holds the experiment "small", not "other"
      Choose another directory with --out, or start over with --fresh, which keeps the old one.
    "
  `);
});
