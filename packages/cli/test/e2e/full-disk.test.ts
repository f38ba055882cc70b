import { readdirSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { answer, place } from "../fixtures/scylla.ts";
import { smallDisk } from "../fixtures/small-disk.ts";

/** Bytes of a page, in which room is counted. */
const PAGE = 4096;

test.concurrent("an archive that finds no room leaves nothing, neither half of it nor what it was made in; nor does an import", async ({
  expect,
}) => {
  await using here = await place();
  await here.write({ agent: "write", repeats: 1 });
  expect((await here.scylla(["run", "experiment.yaml"])).code).toBe(0);
  expect((await here.scylla(["export", "--out", "whole.tar.gz"])).code).toBe(0);
  const { size } = statSync(join(here.root, "whole.tar.gz"));
  using disk = smallDisk(here, "1m");
  if (!disk) return;
  const filler = join(here.root, "disk/filler");
  for (const room of [0, Math.floor(size / 2 / PAGE) * PAGE]) {
    disk.fill();
    truncateSync(filler, statSync(filler).size - room);
    const full = await here.scylla(["export", "--out", "disk/small.tar.gz", "--json"]);
    expect([full.code, answer(full)]).toMatchObject([5, { error: { code: "DISK_FULL", hint: expect.any(String) } }]);
    expect(readdirSync(join(here.root, "disk"))).toEqual(["filler"]);
    const none = await here.scylla(["import", "whole.tar.gz", "--out", "disk/small", "--json"]);
    expect([none.code, answer(none)]).toMatchObject([5, { error: { code: "DISK_FULL", hint: expect.any(String) } }]);
    expect(readdirSync(join(here.root, "disk"))).toEqual(["filler"]);
  }
  disk.empty();
  expect((await here.scylla(["export", "--out", "disk/small.tar.gz"])).code).toBe(0);
  expect(readFileSync(join(here.root, "disk/small.tar.gz"))).toEqual(readFileSync(join(here.root, "whole.tar.gz")));
});

test.concurrent("where metrics and events find no room, the experiment goes on and says so once; the metrics of before stay whole", async ({
  expect,
}) => {
  await using here = await place();
  await here.write({ agent: "write", repeats: 1 });
  using disk = smallDisk(here, "1m");
  if (!disk) return;
  const run = (repeats: string) =>
    here.scylla([
      ...["run", "experiment.yaml", "--repeats", repeats, "--json"],
      ...["--metrics-file", "disk/small.prom", "--events", "disk/events.jsonl"],
    ]);
  expect((await run("1")).code).toBe(0);
  const metrics = join(here.root, "disk/small.prom");
  const before = readFileSync(metrics, "utf8");
  expect(before).toMatch(/^scylla_tier_runs_total\{.*\} 2\n/m);
  disk.fill();
  const full = await run("3");
  expect([full.code, answer(full)]).toMatchObject([0, { status: "complete", counts: { planned: 9, valid: 9 } }]);
  expect(full.stderr.match(/Metrics could not be written: ENOSPC/g)).toHaveLength(1);
  expect(full.stderr.match(/Events could not be written: ENOSPC/g)).toHaveLength(1);
  expect(readFileSync(metrics, "utf8")).toBe(before);
  expect(readdirSync(join(here.root, "disk")).sort()).toEqual(["events.jsonl", "filler", "small.prom"]);
  disk.empty();
  expect((await run("3")).code).toBe(0);
  expect(readFileSync(metrics, "utf8")).toMatch(/^scylla_tier_runs_total\{.*\} 6\n/m);
  // What the disk has cut off is one line, the last of its drive.
  const lines = readFileSync(join(here.root, "disk/events.jsonl"), "utf8").trimEnd().split("\n");
  const cut = lines.flatMap((line, i) => (isEvent(line) ? [] : [i]));
  expect(cut.length).toBeLessThanOrEqual(1);
  for (const i of cut) expect(lines[i + 1]).toMatch(/^\{"event":"started",/);
});

test.concurrent("where there is no room for a first file of metrics, nothing is run and nothing is left", async ({
  expect,
}) => {
  await using here = await place();
  await here.write({ agent: "counted", repeats: 1 });
  using disk = smallDisk(here, "1m");
  if (!disk) return;
  disk.fill();
  const refused = await here.scylla(["run", "experiment.yaml", "--metrics-file", "disk/small.prom"]);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringMatching(/^error USAGE: metrics can't be written to disk\/small\.prom: ENOSPC/),
  ]);
  expect(readdirSync(join(here.root, "disk"))).toEqual(["filler"]);
  expect(await here.lines("purchases")).toEqual([]);
});

function isEvent(line: string): boolean {
  try {
    return typeof JSON.parse(line).event === "string";
  } catch {
    return false;
  }
}
