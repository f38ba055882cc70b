import { isScyllaError, planDigest, type RepoSource, ScyllaError, sha256, treatmentDigest } from "@scylla/contracts";
import { memoryTierManager, recordingSandbox, scriptedAgent } from "@scylla/contracts/testing";
import { describe, expect, test } from "vitest";
import { type KnownState, RunnerSetup, type RunRequest } from "../src/index.ts";
import { type ExperimentShape, experiment } from "./fixtures/experiments.ts";

const REQUEST: RunRequest = { experiment: null, tiers: null, repeats: null, maxSubtests: null, range: {} };
const NOTHING: KnownState = { plan: null, selections: [] };
const NEVER = new AbortController().signal;

function setup(fetched: RepoSource[] = [], fail: ScyllaError | null = null, sandbox = recordingSandbox()): RunnerSetup {
  return new RunnerSetup({
    tierManager: memoryTierManager(),
    workspaces: {
      ensureCommit: async (repo) => {
        if (fail) throw fail;
        fetched.push(repo);
      },
    },
    adapter: () => scriptedAgent(),
    processes: { isolation: "scripted" },
    sandbox,
  });
}

const resolve = (shape: ExperimentShape, request: Partial<RunRequest> = {}, known = NOTHING) =>
  setup().resolve(experiment(shape), { ...REQUEST, ...request }, known, NEVER);

describe("a plan", () => {
  test("is the same value for the same experiment, in its digest too", async () => {
    const [one, other] = [await resolve({ tasks: ["a", "b"] }), await resolve({ tasks: ["a", "b"] })];
    expect(other).toEqual(one);
    expect(one.digest).toBe(planDigest(one.plan));
  });

  test("comes with every treatment that it names, stored under the digest by which it names it", async () => {
    const { plan, objects } = await resolve({ ladder: { T0: ["x", "y"] } });
    const stored = new Map(objects.map(({ digest, bytes }) => [digest, bytes]));
    for (const { treatment } of plan.cells) {
      const bytes = stored.get(treatment) ?? new Uint8Array();
      expect(sha256(bytes)).toBe(treatment);
      expect(treatmentDigest(JSON.parse(Buffer.from(bytes).toString("utf8")))).toBe(treatment);
    }
  });

  test("holds what the experiment says, with the agents' versions and what isolates them", async () => {
    const { plan } = await resolve({ repeats: 4, budgetUsd: 1.5 });
    expect(plan).toMatchObject({ experiment: "example", seed: 7, repeats: 4, quorum: 0.8, budget: 1_500_000_000 });
    expect(plan.agents).toMatchObject([{ id: "bot", version: "1.0.0" }]);
    expect(plan.cells[0]?.conditions).toMatchObject({ agentVersion: "1.0.0", sandbox: "scripted" });
  });

  test("has no budget where none is given: none is not 0", async () => {
    expect((await resolve({})).plan.budget).toBeNull();
    expect((await resolve({ budgetUsd: 0 })).plan.budget).toBe(0);
  });

  test("does not hold what only a task's author needs", async () => {
    const [task] = (await resolve({})).plan.tasks;
    expect(task).not.toHaveProperty("reference");
    expect(task).not.toHaveProperty("at");
  });

  test("takes repeats and a number of set-ups from the request", async () => {
    const { plan } = await resolve({ ladder: { T0: ["x", "y"], T1: ["z"] } }, { repeats: 9, maxSubtests: 1 });
    expect(plan.repeats).toBe(9);
    expect(plan.subtests.map(({ tier, id }) => `${tier}/${id}`)).toEqual(["T0/x", "T1/z"]);
  });
});

describe("tiers", () => {
  const LADDER = { T0: ["x"], T1: ["z"], T2: ["w"] } as const;

  test("are those asked for, in the order of the ladder", async () => {
    const { plan } = await resolve({ ladder: LADDER }, { tiers: ["T2", "T0"] });
    expect(plan.tiers.map(({ id }) => id)).toEqual(["T0", "T2"]);
  });

  test("join those that are stored already", async () => {
    const { plan } = await resolve({ ladder: LADDER }, { tiers: ["T0"] });
    const known: KnownState = {
      plan: { frozen: plan, revision: 1, cells: plan.cells, waiting: [], unresolved: [] },
      selections: [],
    };
    const grown = await resolve({ ladder: LADDER }, { tiers: ["T1"] }, known);
    expect(grown.plan.tiers.map(({ id }) => id)).toEqual(["T0", "T1"]);
    expect(grown.plan.cells).toEqual(expect.arrayContaining([...plan.cells]));
  });

  test("that are stored and lost their last set-up leave: nothing can be planned of them", async () => {
    const { plan } = await resolve({ ladder: LADDER });
    const known: KnownState = {
      plan: { frozen: plan, revision: 1, cells: plan.cells, waiting: [], unresolved: [] },
      selections: [],
    };
    const shrunk = await resolve({ ladder: { ...LADDER, T2: [] } }, { tiers: ["T0"] }, known);
    expect(shrunk.plan.tiers.map(({ id }) => id)).toEqual(["T0", "T1"]);
  });

  test("that are inherited from must be run, or have a winner for every agent", async () => {
    const shape = { agents: ["bot", "cat"], ladder: { T0: ["x"], T5: [{ id: "best", from: ["T0"] }] } };
    const won = (agent: string): KnownState["selections"][number] => ({
      schema: "selection/1",
      tier: "T0",
      agent,
      winner: { subtest: "x", resources: {} },
      rule: "single",
      contenders: [],
      basis: {},
    });
    const ask = (...agents: string[]) => resolve(shape, { tiers: ["T5"] }, { plan: null, selections: agents.map(won) });
    for (const agents of [[], ["bot"]])
      await expect(ask(...agents)).rejects.toSatisfy((error) => isScyllaError(error, "INHERITANCE_UNAVAILABLE"));
    expect((await ask("bot", "cat")).plan.recipes).toHaveLength(2);
  });
});

describe("before the first dollar", () => {
  test("every commit is made sure of, each once", async () => {
    const fetched: RepoSource[] = [];
    await setup(fetched).resolve(experiment({ tasks: ["a", "b", "c"] }), REQUEST, NOTHING, NEVER);
    expect(fetched).toEqual([experiment().tasks[0]?.repo]);
  });

  test("a commit that is not there is an error with its own code, in the file of its task", async () => {
    const missing = new ScyllaError("COMMIT_MISSING", "no such commit", { hint: "Check it." });
    const { message, code, hint } = missing;
    const at = experiment().tasks[0]?.at;
    await expect(setup([], missing).resolve(experiment(), REQUEST, NOTHING, NEVER)).rejects.toMatchObject({
      message,
      code,
      hint,
      at,
    });
  });

  test("where the file names the repository and the commit is known, errors say it, and the plan does not", async () => {
    const plain = experiment();
    const source = { file: "task.yaml", line: 4, col: 15 };
    const commit = { file: "task.yaml", line: 4, col: 41 };
    const placed = { ...plain, tasks: plain.tasks.map((task) => ({ ...task, repoAt: { source, commit } })) };
    for (const [code, at] of [
      ["REPO_UNREACHABLE", source],
      ["COMMIT_MISSING", commit],
    ] as const)
      await expect(
        setup([], new ScyllaError(code, "no")).resolve(placed, REQUEST, NOTHING, NEVER),
      ).rejects.toMatchObject({ code, at });
    const digest = async (of: typeof plain) => (await setup().resolve(of, REQUEST, NOTHING, NEVER)).digest;
    expect(await digest(placed)).toBe(await digest(plain));
  });

  test("a rubric is refused, at its task's place: nobody would judge by it", async () => {
    const plain = experiment();
    const tasks = plain.tasks.map((task) => ({ ...task, grading: { ...task.grading, rubric: sha256("rubric") } }));
    const error = await setup()
      .resolve({ ...plain, tasks }, REQUEST, NOTHING, NEVER)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "UNSUPPORTED", at: { file: "experiment.yaml" } });
  });
});

describe("a sandbox that the experiment asks for", () => {
  const none = recordingSandbox();
  const box = recordingSandbox({ kind: "bwrap", isolation: "bwrap 0.9" });
  const planned = (asked: string, sandbox = none) =>
    setup([], null, sandbox).resolve({ ...experiment({}), sandbox: asked }, REQUEST, NOTHING, NEVER);

  test.each([
    ["required", none, "the experiment requires a sandbox, and this runner has none"],
    ["bwrap", none, "the experiment asks for the sandbox bwrap, and this runner has none"],
    ["none", box, "the experiment asks for the sandbox none, and this runner has bwrap"],
    ["docker", box, "the experiment asks for the sandbox docker, and this runner has bwrap"],
  ])("%s, and is not there, is refused before anything is planned", async (asked, sandbox, message) => {
    await expect(planned(asked, sandbox)).rejects.toMatchObject({
      code: "UNSUPPORTED",
      message,
      hint: expect.stringContaining("sandbox: auto"),
    });
  });

  test.each([
    ["auto", none, "scripted"],
    ["none", none, "scripted"],
    ["auto", box, "bwrap 0.9"],
    ["required", box, "bwrap 0.9"],
    ["bwrap", box, "bwrap 0.9"],
  ])("%s, and is there, stands in the conditions as what isolates", async (asked, sandbox, isolation) => {
    const { plan } = await planned(asked, sandbox);
    expect(plan.cells.map((cell) => cell.conditions.sandbox)).toEqual(plan.cells.map(() => isolation));
  });
});
