import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fakeAgent } from "@scylla-tooling/fake-agents";
import { test } from "vitest";
import { answer, type Place, place } from "../fixtures/scylla.ts";

/** An experiment whose agent is this script in its own directory. */
async function withAgent(here: Place, script: string, mode = 0o755): Promise<void> {
  const file = await here.write({ agent: "write", repeats: 1, concurrency: 3 });
  await writeFile(join(here.root, "agent"), script, { mode });
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(JSON.stringify(fakeAgent("write")), "./agent"));
}

test.concurrent("an agent that can't be started leaves its runs open; once it is mended they are carried on", async ({
  expect,
}) => {
  await using here = await place();
  await withAgent(here, "#!/bin/sh\ncat >answer.txt\n", 0o644);
  const failed = await here.scylla(["run", "experiment.yaml"]);
  expect(failed.code).toBe(5);
  expect(failed.stderr.replaceAll(/^.*; (tried again|given up).*\n/gm, "")).toMatchInlineSnapshot(`
    "Runs: 3 new.
    Runs failed for reasons that are not the agent's: 0 of 3 runs are valid. They are tried again by the next run.
      3 runs: agent failed (PROCESS_NOT_STARTED: could not be started: spawn ROOT/agent EACCES (EACCES))
    Carry on:
      scylla resume .scylla/small
    "
  `);
  expect((await here.scylla(["status"])).stderr).toMatch(/ {2}3 open: agent failed: could not be started: .*EACCES/);
  await chmod(join(here.root, "agent"), 0o755);
  expect(answer(await here.scylla(["run", "experiment.yaml", "--json"]))).toMatchObject({
    status: "complete",
    counts: { planned: 3, valid: 3, missing: 0 },
  });
});

test.concurrent("one run that fails does not fail its siblings, and what is known is told", async ({ expect }) => {
  await using here = await place();
  // As if the kernel had killed it for its memory, where it finds a skill.
  await withAgent(here, "#!/bin/sh\ncat >answer.txt\n[ ! -d .claude/skills ] || kill -KILL $$\n");
  const { code, stderr } = await here.scylla(["run", "experiment.yaml"]);
  expect(code).toBe(5);
  expect(stderr).toMatchInlineSnapshot(`
    "Runs: 3 new.
    A skill (T1/00-skill), answer, run 1: agent failed (AGENT_LOST: killed by SIGKILL from outside); tried again in 2 s.
    A skill (T1/00-skill), answer, run 1: agent failed (AGENT_LOST: killed by SIGKILL from outside); given up for now.
    Runs failed for reasons that are not the agent's: 2 of 3 runs are valid. They are tried again by the next run.
      1 run: agent failed (AGENT_LOST: killed by SIGKILL from outside)

    PARTIAL: 2 of 3 planned runs are valid, 1 missing so far. Every figure below can
    still change.
    small: 3 set-ups, 1 task, 1 agent, 1 run of each

    Against Nothing but the task (T0/00-plain), 1 of 1 passed:
      A rule (T0/01-rule)    undecided on 1 task, 0 points; 1 of 1 passed
      A skill (T1/00-skill)  nothing known yet; 1 of 1 missing; no valid run

    Report: .scylla/small/reports/report.md
    Carry on:
      scylla resume .scylla/small
    "
  `);
});

test.concurrent("a spent budget ends with 3, and a larger one carries on", async ({ expect }) => {
  await using here = await place();
  const file = await here.write({ agent: "counted", concurrency: 1, more: "budget: { usd: 0.02 }" });
  const spent = await here.scylla(["run", "experiment.yaml"]);
  expect(spent.code).toBe(3);
  expect(spent.stderr).toMatch(/^The budget is spent: 2 of 6 runs are valid\. Raise `budget` in the experiment/m);
  expect(spent.stderr).not.toContain("Carry on:");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("usd: 0.02", "usd: 2"));
  expect(answer(await here.scylla(["run", "experiment.yaml", "--json"]))).toMatchObject({ status: "complete" });
  expect(await here.lines("purchases")).toHaveLength(6);
});

test.concurrent("a defect ends with 70, says that it is one, and that going on is safe", async ({ expect }) => {
  await using here = await place();
  await here.write({ agent: "write", repeats: 1 });
  const broken = `--import=data:text/javascript,${encodeURIComponent('Map.groupBy = () => { throw new TypeError("injected"); };')}`;
  const { code, stdout, stderr } = await here.scylla(["run", "experiment.yaml", "--json"], {
    env: { NODE_OPTIONS: broken },
  });
  expect(code).toBe(70);
  expect(stderr).toMatch(
    /^error INTERNAL: injected\n {2}This is a defect of Scylla itself\. What was finished is kept; running the same command again is safe\.\n/,
  );
  expect(JSON.parse(stdout)).toEqual({ status: "error", error: { code: "INTERNAL", message: "injected" } });
  expect((await here.scylla(["run", "experiment.yaml", "--json"])).code).toBe(0);
});
