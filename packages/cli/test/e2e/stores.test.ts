import { chmodSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "vitest";
import { answer, type Place, place, until } from "../fixtures/scylla.ts";
import { smallDisk } from "../fixtures/small-disk.ts";
import { digestOfDirectory } from "../fixtures/untouched.ts";

const COMPLETE = { status: "complete", counts: { planned: 3, valid: 3, missing: 0 } };

/** An experiment whose agents are paid for, and nothing is graded yet. */
async function bought(here: Place): Promise<string> {
  await here.write({ agent: "write", repeats: 1 });
  const args = ["run", "experiment.yaml", "--out", "exp", "--until", "capture", "--json"];
  const ended = await here.scylla(args);
  if (ended.code !== 0) throw new Error(ended.stderr);
  return join(here.root, "exp");
}

test.concurrent("a store of a newer release is refused by every command, and stays as it is", async ({ expect }) => {
  await using here = await place();
  const dir = await bought(here);
  const store = new DatabaseSync(join(dir, "store.db"));
  store.exec("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
  store.close();
  const before = digestOfDirectory(join(dir, "objects"));
  for (const args of [
    ["run", "experiment.yaml", "--out", "exp"],
    ["status", "exp"],
  ]) {
    const { code, stderr } = await here.scylla(args);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^error STORE_NEWER: .*its format is 99, this release knows \d+\n {2}Upgrade @scylla\/cli/),
    ]);
  }
  expect(digestOfDirectory(join(dir, "objects"))).toBe(before);
});

test.concurrent("an object that was damaged is told, and no agent is bought for it", async ({ expect }) => {
  await using here = await place();
  const dir = await bought(here);
  for (const file of filesBelow(join(dir, "objects"))) writeFileSync(file, "damaged");
  const { code, stderr } = await here.scylla(["resume", "exp"]);
  expect(code, stderr).not.toBe(0);
  expect(stderr).toMatch(/OBJECT_DAMAGED: the stored object [0-9a-f]{64} is not what was stored/);
  for (const file of filesBelow(join(dir, "objects"))) rmSync(file);
  expect((await here.scylla(["resume", "exp"])).stderr).toMatch(
    /OBJECT_MISSING: the stored object [0-9a-f]{64} is not there/,
  );
});

test.concurrent("an experiment that was moved is carried on where it is now", async ({ expect }) => {
  await using here = await place();
  const dir = await bought(here);
  mkdirSync(join(here.root, "elsewhere"));
  renameSync(dir, join(here.root, "elsewhere/moved"));
  expect(answer(await here.scylla(["resume", "elsewhere/moved", "--json"]))).toMatchObject(COMPLETE);
  expect((await here.scylla(["report", "elsewhere/moved"])).code).toBe(0);
});

test.concurrent("a copy is carried on by itself, and never beside its original", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "gate", repeats: 1, concurrency: 1 });
  const original = here.start(["run", "experiment.yaml", "--out", "exp", "--json"]);
  await until(async () => (await here.lines("started")).length > 0);
  cpSync(join(here.root, "exp"), join(here.root, "copy"), { recursive: true });
  const beside = await here.scylla(["resume", "copy"]);
  expect([beside.code, beside.stderr]).toEqual([
    2,
    expect.stringMatching(
      /^error STORE_LOCKED: another process is running a copy of the experiment in .*copy\n {2}Wait until/,
    ),
  ]);
  writeFileSync(join(here.root, "open"), "");
  expect(answer(await original.ended)).toMatchObject(COMPLETE);
  expect(answer(await here.scylla(["resume", "copy", "--json"]))).toMatchObject(COMPLETE);
});

test.concurrent("a network file system is refused by its type", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write", repeats: 1 });
  // The answer of statfs(2), as NFS gives it.
  const traced = [
    "-f",
    "--detach-on=execve",
    "-qq",
    "-e",
    "trace=statfs",
    "-e",
    "inject=statfs:poke_exit=@arg2=6969000000000000",
  ];
  const ended = await here.scylla(["run", "experiment.yaml", "--out", "exp"], {
    under: ["strace", ...traced, "-o", "/dev/null"],
  });
  expect([ended.code, ended.stderr]).toMatchInlineSnapshot(`
    [
      2,
      "error STORE_UNSUPPORTED: ROOT/exp lies on a network file system (NFS), whose locks can't be relied on
      Keep the experiment on a local disk: name a directory there with --out.
    ",
    ]
  `);
});

test.concurrent("a directory that nobody can write to", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write", repeats: 1 });
  using disk = smallDisk(here, "1m");
  // Permissions hold for everybody but root, who can mount.
  if (disk) disk.makeReadOnly();
  else chmodSync(join(here.root, "disk"), 0o555);
  const { code, stderr } = await here.scylla(["run", "experiment.yaml", "--out", "disk/exp"]);
  expect([code, stderr]).toMatchInlineSnapshot(`
    [
      2,
      "error USAGE: no experiment can be made in disk/exp: disk is not writable
      Name a directory that is empty or does not exist with --out.
    ",
    ]
  `);
});

test.concurrent("a full disk ends with 5, and with room again nothing is lost", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write", repeats: 1 });
  using disk = smallDisk(here, "1m");
  if (!disk) return;
  const args = ["run", "experiment.yaml", "--out", "disk/exp"];
  expect((await here.scylla([...args, "--until", "capture", "--json"])).code).toBe(0);
  disk.fill();
  const full = await here.scylla(args);
  expect([full.code, full.stderr]).toEqual([5, expect.stringMatching(/DISK_FULL: /)]);
  disk.empty();
  expect(answer(await here.scylla([...args, "--json"]))).toMatchObject(COMPLETE);
});

function filesBelow(directory: string): readonly string[] {
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return names.map((name) => join(directory, name)).filter((path) => statSync(path).isFile());
}
