import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readExperiment } from "@scylla/compose";
import { test } from "vitest";
import { answer, type Place, place, type Running, until } from "../fixtures/scylla.ts";

/** Runs an experiment of six runs until two agents wait at the gate. */
async function atTheGate(here: Place, ...args: readonly string[]): Promise<Running> {
  await here.write({ agent: "gate" });
  const running = here.start(["run", "experiment.yaml", ...args]);
  await until(async () => (await here.lines("started")).length === 2);
  return running;
}

const open = (here: Place): Promise<void> => writeFile(join(here.fakeDir, "open"), "");

test.concurrent("the first Ctrl-C lets running agents finish and tells how to go on; while it runs, others may look and not touch", async ({
  expect,
}) => {
  await using here = await place();
  const running = await atTheGate(here);

  const second = await here.scylla(["run", "experiment.yaml", "--json"]);
  expect(second.code).toBe(2);
  expect(second.stderr).toMatch(
    /^error STORE_LOCKED: another process \(\d+\) is running the experiment in ROOT\/\.scylla\/small\n {2}Wait until it ends, or stop it; `scylla status` and `scylla report` work meanwhile\.\n$/,
  );
  expect(JSON.parse(second.stdout)).toMatchObject({ status: "error", error: { code: "STORE_LOCKED" } });
  expect((await here.scylla(["run", "experiment.yaml", "--fresh"])).stderr).toContain("error STORE_LOCKED");
  expect((await here.scylla(["status"])).stderr).toMatchInlineSnapshot(`
    "small in .scylla/small: unfinished, 0 of 6 runs valid
      Prompts (T0), fake: 0 of 4 valid
      Skills (T1), fake: 0 of 2 valid
      4 open: not begun
      2 open: in progress
      agents reported $0 for these runs; 2 attempts of unknown cost
    "
  `);
  expect((await here.scylla(["report"])).stdout).toMatch(/^PARTIAL: 0 of 6 planned runs are valid, 6 missing so far\./);

  running.child.kill("SIGINT");
  // It was heard once these words are out.
  await until(() => running.said().includes("Stopping once"));
  await open(here);
  const ended = await running.ended;
  expect([ended.code, ended.stdout]).toEqual([130, ""]);
  expect(ended.stderr).toMatchInlineSnapshot(`
    "Runs: 6 new.
    Stopping once running agents have finished. Press Ctrl-C again to kill them.
    Interrupted: 2 of 6 runs are valid. What was finished is kept.
    Carry on:
      scylla resume .scylla/small
    "
  `);
  const resumed = await here.scylla(["resume", "--json"]);
  expect(answer(resumed)).toMatchObject({ status: "complete", counts: { planned: 6, valid: 6, missing: 0 } });
  expect(await here.lines("started")).toHaveLength(6);
});

test.concurrent("the second signal kills running agents; what they did is not counted, and not lost sight of", async ({
  expect,
}) => {
  await using here = await place();
  const running = await atTheGate(here, "--json");
  running.child.kill("SIGTERM");
  await until(() => running.said().includes("Stopping once"));
  running.child.kill("SIGTERM");
  const ended = await running.ended;
  expect(ended.code).toBe(143);
  expect(answer(ended)).toMatchObject({ status: "interrupted", counts: { planned: 6, valid: 0, missing: 6 } });
  expect(ended.stderr).toMatchInlineSnapshot(`
    "Runs: 6 new.
    Stopping once running agents have finished. Send the signal again to kill them.
    Stopping now: running agents are killed.
    Interrupted: 0 of 6 runs are valid. What was finished is kept.
    Carry on:
      scylla resume .scylla/small
    "
  `);
  await open(here);
  const resumed = await here.scylla(["resume"]);
  expect(resumed.code).toBe(0);
  expect(resumed.stderr).toContain("Runs: 0 kept, 2 repeated, 4 new.\n");
  expect(await here.lines("started")).toHaveLength(8);
});

test.concurrent("a closed terminal is a request to stop", async ({ expect }) => {
  await using here = await place();
  const running = await atTheGate(here, "--json");
  running.child.stdout?.destroy();
  running.child.kill("SIGHUP");
  await until(() => running.said().includes("Stopping once"));
  running.child.stderr?.destroy();
  await open(here);
  expect((await running.ended).code).toBe(143);
  expect(await here.lines("started")).toHaveLength(2);
});

test.concurrent("stopped in the set-up of a task, it ends like any interruption, and the set-up is not half done", async ({
  expect,
}) => {
  await using here = await place();
  await here.write({ agent: "write", repeats: 1 });
  const task = join(here.root, "tasks/answer/task.yaml");
  const waits = `echo started >>'${here.root}/started'; while [ ! -e '${here.root}/open' ]; do sleep 0.02; done; touch set-up`;
  await appendFile(task, `setup: [${JSON.stringify(["sh", "-c", waits])}]\n`);
  const running = here.start(["run", "experiment.yaml", "--json"]);
  await until(async () => (await here.lines("started")).length === 1);
  running.child.kill("SIGINT");
  const ended = await running.ended;
  expect(ended.code).toBe(130);
  expect(answer(ended)).toMatchObject({ status: "interrupted", counts: { planned: 3, valid: 0, missing: 3 } });
  expect(ended.stderr).toContain(
    "\nInterrupted: 0 of 3 runs are valid. What was finished is kept.\nCarry on:\n  scylla resume ",
  );
  await open(here);
  expect(answer(await here.scylla(["resume", "--json"]))).toMatchObject({ status: "complete" });
  expect(await here.lines("started")).toHaveLength(2);
});

test.concurrent("killed outright, it goes on where it was: nothing that was finished is bought again", async ({
  expect,
}) => {
  await using here = await place();
  await here.write({ agent: "counted", repeats: 4, concurrency: 2 });
  const dir = join(here.root, ".scylla/small");
  const running = here.start(["run", "experiment.yaml"]);
  const valid = async (): Promise<number> =>
    readExperiment({ dir }).then(
      ({ results }) => results.counts.valid,
      () => 0,
    );
  await until(async () => (await valid()) >= 2);
  running.child.kill("SIGKILL");
  expect((await running.ended).signal).toBe("SIGKILL");
  const kept = await valid();
  const resumed = await here.scylla(["resume"]);
  expect(resumed.code).toBe(0);
  expect(resumed.stderr).toContain(`Runs: ${kept} kept, `);
  const seeds = await here.lines("purchases");
  expect(new Set(seeds).size).toBe(12);
  // Only what was in flight may have been bought once more.
  expect(seeds.length).toBeLessThanOrEqual(12 + 2);
  const once = await here.scylla(["report", "--json"]);
  expect((await here.scylla(["resume", "--json"])).code).toBe(0);
  expect((await here.scylla(["report", "--json"])).stdout).toBe(once.stdout);
  expect(await here.lines("purchases")).toEqual(seeds);
});
