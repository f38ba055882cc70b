import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { commandAgent } from "@scylla/agents";
import { type Clock, resultsSchema } from "@scylla/contracts";
import { memoryArtifactStore, memoryRunQueue, memoryRunStore, recordingSandbox } from "@scylla/contracts/testing";
import { checkGrader } from "@scylla/judge";
import { acquireWriterLock } from "@scylla/persistence";
import { projector } from "@scylla/report";
import { systemClock } from "@scylla/runner-core";
import { tierManager } from "@scylla/tier-manager";
import { isolatedEnvironment, processRunner, workspaceProvider } from "@scylla/workspace";
import { describe, expect, test } from "vitest";
import { createRunner, type RunnerOptions, readExperiment } from "../src/index.ts";
import { agentThatEnds, rateLimited } from "./fixtures/agents.ts";
import { expectError } from "./fixtures/expect-error.ts";
import { place } from "./fixtures/place.ts";
import { watched } from "./fixtures/watched.ts";

const HOUR_MS = 3_600_000;

test("with nothing but a directory: from files to stored results and written reports, and the same again is kept", async () => {
  const { dir, workRoot, experiment } = await place({ inherits: true });
  const runner = createRunner({ dir, workRoot });
  expect(existsSync(dir)).toBe(false);
  const { status, counts, results } = await runner.run({ experiment });
  expect([status, counts]).toEqual(["complete", { planned: 4, valid: 4, missing: 0 }]);
  expect(resultsSchema.parse(results)).toEqual(results);
  expect((await readExperiment({ dir })).results).toEqual(results);
  expect((await readdir(join(dir, "reports"))).sort()).toEqual(["report.md", "results.json"]);

  const again = await createRunner({ dir, workRoot }).run();
  expect(again.resumePlan).toMatchObject({ keep: 4, redo: [], new: 0 });
  expect(again.results).toEqual(results);
});

test("every part that is given is the one that is used", async () => {
  const { dir, workRoot, experiment } = await place({ inherits: true });
  const clock = watched(systemClock());
  const processes = watched(processRunner());
  const tiers = watched(tierManager());
  const environment = watched<NonNullable<RunnerOptions["environment"]>>((params) =>
    isolatedEnvironment({ ...params, host: process.env }),
  );
  const parts = {
    agent: watched(commandAgent()),
    artifacts: watched(memoryArtifactStore({ files: new Map() })),
    store: watched(memoryRunStore()),
    grader: watched(checkGrader({ processes: processes.part, environment: environment.part })),
    projector: watched(projector({ select: tiers.part.select })),
    queue: watched(memoryRunQueue(clock.part)),
    workspaces: watched(await workspaceProvider({ root: workRoot, processes: processes.part, experiment: "mine" })),
    observer: watched({}),
    sandbox: watched(recordingSandbox({ kind: "box", isolation: "a box" })),
  };
  let environments = 0;
  const { status } = await createRunner({
    dir,
    agents: [parts.agent.part],
    artifacts: {
      ...parts.artifacts.part,
      // Output comes as files of the real workspace: kept from this store, which has none.
      put: async (source) => parts.artifacts.part.put(source instanceof Uint8Array ? source : new Uint8Array()),
    },
    clock: clock.part,
    environment: (params) => {
      environments++;
      return environment.part(params);
    },
    grader: parts.grader.part,
    observers: [parts.observer.part],
    processes: processes.part,
    projector: parts.projector.part,
    queue: parts.queue.part,
    sandbox: parts.sandbox.part,
    store: parts.store.part,
    tierManager: tiers.part,
    workspaces: parts.workspaces.part,
  }).run({ experiment });

  expect(status).toBe("complete");
  expect([...parts.agent.used]).toEqual(expect.arrayContaining(["version", "plan", "parser", "classify"]));
  expect([...parts.artifacts.used]).toEqual(expect.arrayContaining(["put", "get"]));
  expect([...clock.used]).toEqual(expect.arrayContaining(["now", "monotonic"]));
  expect([...parts.grader.used]).toEqual(expect.arrayContaining(["check", "verdict"]));
  expect([...parts.observer.used]).toEqual(expect.arrayContaining(["planAccepted", "runGraded", "tierFinished"]));
  expect([...processes.used]).toContain("run");
  expect([...parts.projector.used]).toContain("results");
  expect([...parts.queue.used]).toEqual(expect.arrayContaining(["submit", "consume"]));
  expect([...parts.sandbox.used]).toEqual(expect.arrayContaining(["kind", "isolation", "confine"]));
  expect([...parts.store.used]).toEqual(expect.arrayContaining(["acceptPlan", "claim", "transition", "finalize"]));
  expect([...tiers.used]).toEqual(expect.arrayContaining(["plan", "inherit", "select", "deliver"]));
  expect([...parts.workspaces.used]).toEqual(
    expect.arrayContaining(["ensureCommit", "ensureTemplate", "create", "open", "capture", "gradedTree", "dispose"]),
  );
  // One for each agent and one for each check.
  expect(environments).toBeGreaterThanOrEqual(4);
});

test("a store that is given is neither locked nor closed; its files beside it are made where they are needed", async () => {
  const { dir, workRoot, experiment } = await place();
  const store = memoryRunStore();
  await using _held = await acquireWriterLock({ dir });
  expect((await createRunner({ dir, workRoot, store }).run({ experiment })).status).toBe("complete");
  expect(await store.runs()).toHaveLength(3);
  const made = (await readdir(dir)).filter((name) => !name.startsWith("lock.db"));
  expect(made.sort()).toEqual(["objects", "reports"]);
});

describe("the lock", () => {
  test("is taken first of all: nothing is asked or made while another holds it", async () => {
    const { dir, workRoot, experiment } = await place();
    await using _held = await acquireWriterLock({ dir });
    const agent = watched(commandAgent());
    const runner = createRunner({ dir, workRoot, agents: [agent.part] });
    await expectError(runner.run({ experiment }), "STORE_LOCKED");
    expect(["version", "plan", "parser", "classify"].filter((name) => agent.used.has(name))).toEqual([]);
    expect((await readdir(dir)).filter((name) => !name.startsWith("lock.db"))).toEqual([]);
  });

  test("is free again after a run, after a refused plan, and after a store that can't be opened", async () => {
    const { dir, workRoot, experiment } = await place();
    const isFree = async (): Promise<void> => (await acquireWriterLock({ dir })).release();
    const noCommit = experiment.tasks.map((task) => ({ ...task, repo: { ...task.repo, commit: "0".repeat(40) } }));
    await expectError(
      createRunner({ dir, workRoot }).run({ experiment: { ...experiment, tasks: noCommit } }),
      "COMMIT_MISSING",
    );
    await isFree();
    await expectError(createRunner({ dir, workRoot }).run(), "STORE_MISSING");
    await isFree();
    await createRunner({ dir, workRoot }).run({ experiment, tiers: ["T1"] });
    await isFree();
    const other = { ...experiment, name: "other" };
    await expectError(createRunner({ dir, workRoot }).run({ experiment: other }), "PLAN_REFUSED");
    await isFree();
  });
});

describe("how it ends", () => {
  test("parked until the provider's deadline, without a further purchase before it", async () => {
    const { dir, workRoot, experiment } = await place();
    const untilMs = Date.now() + HOUR_MS;
    let bought = 0;
    const limited = { dir, workRoot, agents: [rateLimited(untilMs)], observers: [{ agentEnded: () => void bought++ }] };
    const parked = await createRunner({ ...limited, concurrency: { total: 1, perKey: {} } }).run({ experiment });
    expect(parked).toMatchObject({
      status: "parked",
      drive: { parkedUntilMs: untilMs },
      counts: { valid: 0, missing: 3 },
    });
    expect((await createRunner(limited).run({ experiment })).status).toBe("parked");
    expect(bought).toBe(1);

    const later: Clock = { ...systemClock(), now: () => Date.now() + 2 * HOUR_MS };
    expect((await createRunner({ dir, workRoot, clock: later }).run()).status).toBe("complete");
  });

  test("incomplete where an agent did not get its treatment: finally missing is missing, and never 0", async () => {
    const { dir, workRoot, experiment } = await place();
    const agents = [agentThatEnds({ outcome: "invalid", reason: "the treatment was not delivered" })];
    const { status, results } = await createRunner({ dir, workRoot, agents }).run({ experiment });
    expect(status).toBe("incomplete");
    expect(results.runs.map(({ outcome, passed, score }) => [outcome, passed, score])).toEqual(
      Array(3).fill(["invalid", null, null]),
    );
  });

  test("budget where the money is spent, and no agent is bought beyond it", async () => {
    const { dir, workRoot, experiment } = await place({ repeats: 2, more: "budget: { usd: 0.02 }" });
    const one = { total: 1, perKey: {} };
    const { status, counts } = await createRunner({ dir, workRoot, concurrency: one }).run({ experiment });
    expect([status, counts.valid]).toEqual(["budget", 2]);
    expect((await createRunner({ dir, workRoot }).run()).counts.valid).toBe(2);
    const more = { ...experiment, budgetUsd: 1 };
    expect((await createRunner({ dir, workRoot }).run({ experiment: more })).status).toBe("complete");
  });

  test("defect where a part breaks its contract, once everything else is done", async () => {
    const { dir, workRoot, experiment } = await place();
    const agents = [
      {
        ...commandAgent(),
        classify: () => {
          throw new TypeError("a defect of the adapter");
        },
      },
    ];
    const { status, drive } = await createRunner({ dir, workRoot, agents }).run({ experiment });
    expect(status).toBe("defect");
    expect(drive.defects.map((error) => error.message)).toContain("a defect of the adapter");
  });

  test("interrupted where it was asked to stop", async () => {
    const { dir, workRoot, experiment } = await place();
    const stop = new AbortController();
    const runner = createRunner({ dir, workRoot, observers: [{ stageStarted: () => stop.abort() }] });
    const { status, counts } = await runner.run({ experiment }, { drain: stop.signal });
    expect([status, counts.valid]).toEqual(["interrupted", 0]);
    expect((await createRunner({ dir, workRoot }).run()).status).toBe("complete");
  });

  test("stopped where the request ends before the last stage", async () => {
    const { dir, workRoot, experiment } = await place();
    const { status } = await createRunner({ dir, workRoot }).run({ experiment, range: { until: "agent" } });
    expect(status).toBe("stopped");
  });
});

test("an observer that throws reaches neither the drive nor its siblings", async () => {
  const { dir, workRoot, experiment } = await place();
  const broken = () => {
    throw new Error("mine");
  };
  let graded = 0;
  const observers = [{ runGraded: broken, planAccepted: broken }, { runGraded: () => void graded++ }];
  expect((await createRunner({ dir, workRoot, observers }).run({ experiment })).status).toBe("complete");
  expect(graded).toBe(3);
});

test("an experiment directory below a file is an error that says so", async () => {
  const { root, workRoot, experiment } = await place();
  const runner = createRunner({ dir: join(root, "experiment.yaml", "out"), workRoot });
  expect(await expectError(runner.run({ experiment }), "STORE_IO")).toMatchObject({ hint: expect.any(String) });
});
