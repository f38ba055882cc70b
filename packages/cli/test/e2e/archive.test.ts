import { appendFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type Place, place, until } from "../fixtures/scylla.ts";

let here: Place;
let there: Place;
beforeAll(async () => {
  here = await place();
  there = await place();
  await here.write({ agent: "counted", repeats: 1 });
  // Not finished: what is open travels too.
  await here.scylla(["run", "experiment.yaml", "--until", "check"]);
});
afterAll(async () => {
  await here[Symbol.asyncDispose]();
  await there[Symbol.asyncDispose]();
});

test("an experiment that is not finished is exported, imported elsewhere, reported alike and carried on", async () => {
  const exported = await here.scylla(["export"]);
  expect([exported.code, exported.stdout]).toEqual([0, ""]);
  expect(exported.stderr).toMatch(
    /^small\.scylla\.tar\.gz holds all of \.scylla\/small: \d+ runs, \d+ objects, \d+ bytes\.\n/,
  );
  const report = await here.scylla(["report", "--json"]);
  const file = join(here.root, "small.scylla.tar.gz");
  const imported = await there.scylla(["import", file, "--json"]);
  expect(answer(imported)).toMatchObject({
    status: "imported",
    dir: "ROOT/.scylla/small",
    experiment: { name: "small" },
  });
  expect((await there.scylla(["report", "--json"])).stdout).toBe(report.stdout);
  expect(await there.scylla(["resume"], { env: { FAKE_DIR: there.root } })).toMatchObject({ code: 0 });
  expect(await there.scylla(["status"])).toMatchObject({ stderr: expect.stringContaining("finished") });
  // Every run was paid for where it was exported: none is bought again.
  expect(await there.lines("purchases")).toEqual([]);
});

test("what is there is not overwritten, and what is no archive is no crash", async () => {
  const again = await here.scylla(["export", "--json"]);
  expect([again.code, answer(again)]).toMatchObject([
    2,
    { error: { code: "USAGE", hint: expect.stringContaining("--out") } },
  ]);
  expect(await there.scylla(["import", join(here.root, "small.scylla.tar.gz")])).toMatchObject({ code: 2 });
  await writeFile(join(there.root, "text.tar.gz"), "no archive");
  const none = await there.scylla(["import", "text.tar.gz", "--out", "new"]);
  expect(none.code).toBe(2);
  expect(none.stderr).toMatch(/^error ARCHIVE_INVALID: the archive is not whole: .*\n {2}Nothing was imported\./);
  expect(await there.scylla(["import", "nothing.tar.gz"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("FILE_MISSING"),
  });
  expect(await readdir(there.root)).not.toContain("new");
});

test("whatever has happened to an experiment, its archive is one that agrees with itself", async () => {
  await using grown = await place();
  await using elsewhere = await place();
  await grown.write({ agent: "counted", inherits: true, repeats: 1 });
  const killed = grown.start(["run", "experiment.yaml"]);
  await until(async () => (await grown.lines("purchases")).length > 0);
  killed.child.kill("SIGKILL");
  await killed.ended;
  expect((await grown.scylla(["run", "experiment.yaml", "--until", "check"])).code).toBe(0);
  // Checked, and marked again: back from where no run goes by itself.
  expect((await grown.scylla(["rerun", "--tier", "T1", "--yes"])).code).toBe(0);
  // Other cells, with other gradings, in the same store.
  await appendFile(join(grown.root, "tasks/answer/prompt.md"), "And now.\n");
  expect((await grown.scylla(["run", "experiment.yaml"])).code).toBe(0);
  expect((await grown.scylla(["export", "--out", "grown.tar.gz"])).code).toBe(0);
  const imported = await elsewhere.scylla(["import", join(grown.root, "grown.tar.gz")]);
  expect([imported.code, imported.stderr]).toEqual([0, expect.stringMatching(/^small is in /)]);
  const [one, other] = await Promise.all([grown, elsewhere].map((each) => each.scylla(["report", "--json"])));
  expect(other?.stdout).toBe(one?.stdout);
});
