import { isScyllaError, refKey, runOrder, ScyllaError } from "@scylla/contracts";
import { NOT_DELIVERED, type ScriptedEnd } from "@scylla/contracts/testing";
import { describe, expect, test } from "vitest";
import { experiment } from "./fixtures/experiments.ts";
import { type Agent, answering, type Laboratory, laboratory } from "./fixtures/laboratory.ts";

const FOUR = experiment({ tasks: ["a", "b"], ladder: { T0: ["x", "y"] } });
const LOST: ScriptedEnd = { exit: { kind: "signaled", signal: "SIGKILL" }, stdout: JSON.stringify({ costUsd: 0.03 }) };
const ODD = "a/T0/y/bot/01";

/** One run behaves in its own way, the others answer. */
const except =
  (label: string, odd: Agent): Agent =>
  (purchase, signal) =>
    purchase.label === label ? odd(purchase, signal) : answering(purchase, signal);

const rowsOf = (lab: Laboratory, label: string) => {
  const n = Number(label.split("/").at(-1));
  const cell = lab.data.plans
    .flatMap((one) => one.plan.cells)
    .find((one) => label.startsWith(Object.values(one.key).join("/")));
  const rows = [...lab.data.runs.values()].find(({ run }) => run.cell === cell?.digest && run.n === n);
  if (!rows) throw new Error(`there is no run ${label}`);
  return rows;
};

const ledger = (lab: Laboratory) =>
  [...lab.data.runs.values()].flatMap(({ spend }) =>
    spend.map(({ attempt, reason, cost }) => ({ attempt, reason, cost })),
  );

test("runs start in the seeded order, whatever the order of their ids", async () => {
  const shape = { tasks: ["a", "b", "c"], ladder: { T0: ["x", "y", "z"] } } as const;
  const lab = laboratory(experiment({ ...shape, repeats: 1 }));
  await lab.run({ range: { until: "workspace" } });
  // Grown, so that ids no longer follow the order of one plan.
  await lab.run({ experiment: experiment({ ...shape, repeats: 3 }) });
  const { plan } = await lab.view();
  const labels = new Map(plan.cells.map((cell) => [cell.digest, Object.values(cell.key).join("/")]));
  const order = runOrder(plan.cells, 3, 7).map(({ cell, n }) => `${labels.get(cell)}/0${n}`);
  expect(lab.purchases.map((one) => one.label)).toEqual(order);
  expect((await lab.view()).results.get(1)?.position).toBe(
    1 +
      order.findIndex(
        (_, i) =>
          refKey(runOrder(plan.cells, 3, 7)[i] ?? { cell: "", n: 0 }) ===
          refKey((lab.data.runs.get(1) ?? { run: { cell: "", n: 0 } }).run),
      ),
  );
});

test("a repeated purchase meets the same draw; siblings meet others", async () => {
  const lab = laboratory(experiment({ repeats: 2 }), {
    agent: (purchase) => (purchase.nth === 1 ? LOST : answering(purchase, new AbortController().signal)),
  });
  await lab.run();
  const seeds = Map.groupBy(lab.purchases, (one) => one.label);
  expect([...seeds.values()].map((all) => new Set(all.map((one) => one.seed)).size)).toEqual([1, 1]);
  expect(new Set(lab.purchases.map((one) => one.seed)).size).toBe(2);
});

describe("concurrency", () => {
  async function most(limits: { total: number; perKey: Record<string, number> }) {
    const running = new Map<string, number>();
    const peak = new Map<string, number>();
    const note = (key: string, by: number): void => {
      const now = (running.get(key) ?? 0) + by;
      running.set(key, now);
      peak.set(key, Math.max(now, peak.get(key) ?? 0));
    };
    const lab = laboratory(experiment({ tasks: ["a", "b"], agents: ["bot", "cat"], repeats: 3 }), {
      limits,
      agent: async (purchase, signal) => {
        const key = purchase.label.split("/")[3] ?? "";
        for (const one of [key, "all"]) note(one, 1);
        await lab.clock.sleep(10, signal);
        for (const one of [key, "all"]) note(one, -1);
        return answering(purchase, signal);
      },
    });
    expect((await lab.run()).status).toBe("complete");
    return Object.fromEntries(peak);
  }

  test("as many agents run as the total allows", async () => {
    expect(await most({ total: 3, perKey: {} })).toMatchObject({ all: 3 });
  });

  test("an agent has a limit of its own beside the total", async () => {
    expect(await most({ total: 4, perKey: { bot: 1 } })).toMatchObject({ all: 4, bot: 1, cat: 3 });
  });
});

describe("outcomes", () => {
  test.each([
    ["agent_error", { exit: { kind: "exited", code: 3 } }],
    ["timeout", { exit: { kind: "timed-out" } }],
  ] as const)("%s is scored on what is there, and never tried again", async (outcome, end) => {
    const lab = laboratory(FOUR, {
      agent: except(ODD, (purchase) => {
        purchase.write("answer.txt", "half an answer");
        return end;
      }),
    });
    const { results, status } = await lab.run();
    expect(status).toBe("complete");
    expect(results.runs.find((row) => row.key === ODD)).toMatchObject({ outcome, passed: expect.any(Boolean) });
    expect(lab.purchases).toHaveLength(4);
  });

  test("an attempt that did not get its treatment is finally missing, told, and not tried again", async () => {
    const lab = laboratory(FOUR, { agent: except(ODD, () => ({ exit: { kind: "exited", code: NOT_DELIVERED } })) });
    const summary = await lab.run();
    expect(summary).toMatchObject({ status: "incomplete", counts: { planned: 4, valid: 3, missing: 1 } });
    expect(rowsOf(lab, ODD).run).toMatchObject({ state: "missing", missing: "the treatment was not delivered" });
    expect(lab.events).toContain(`missing ${ODD} the treatment was not delivered`);
    expect((await lab.run()).status).toBe("incomplete");
    expect(lab.purchases).toHaveLength(4);
  });

  test("an infrastructure failure is a further attempt, after a wait, and its price is in the ledger", async () => {
    const lab = laboratory(FOUR, {
      agent: except(ODD, (one, signal) => (one.attempt < 3 ? LOST : answering(one, signal))),
    });
    const begun = lab.clock.monotonic();
    const summary = await lab.run();
    expect(summary).toMatchObject({ status: "complete", counts: { valid: 4 } });
    expect(rowsOf(lab, ODD).attempts.map(({ abandoned }) => abandoned)).toEqual(["infra_error", "infra_error", null]);
    expect(ledger(lab)).toEqual([1, 2].map((attempt) => ({ attempt, reason: "infra_error", cost: 30_000_000 })));
    expect(lab.clock.monotonic() - begun).toBeGreaterThanOrEqual(1000 + 4000);
    expect(lab.events.filter((event) => event.startsWith("failed"))).toHaveLength(2);
  });
});

describe("a stage that fails for infrastructure reasons", () => {
  test("is tried a bounded number of times; then its run is held, with the reason, and its siblings go on", async () => {
    const lab = laboratory(FOUR, { agent: except(ODD, () => LOST) });
    const summary = await lab.run();
    expect(summary).toMatchObject({ status: "failed", counts: { planned: 4, valid: 3, missing: 1 } });
    expect(summary.drive.failed).toEqual([
      { run: ODD, stage: "agent", code: "AGENT_LOST", message: "killed by SIGKILL" },
    ]);
    expect(rowsOf(lab, ODD).run).toMatchObject({
      state: "planned",
      attempt: 4,
      hold: { kind: "failed", stage: "agent", code: "AGENT_LOST", message: "killed by SIGKILL" },
    });
    const waits = lab.events.filter((event) => event.startsWith("failed")).map((event) => event.split(" ").at(-1));
    expect(waits.map((wait) => wait === "null")).toEqual([false, false, true]);
  });

  test("gets its tries anew with the next command", async () => {
    const lab = laboratory(FOUR, { agent: except(ODD, () => LOST) });
    await lab.run();
    lab.change({ agent: answering });
    const summary = await lab.run();
    expect(summary.resumePlan.redo).toMatchObject([{ why: "agent failed: killed by SIGKILL" }]);
    expect(summary.status).toBe("complete");
  });

  test("is done again alone: a capture that fails buys no agent", async () => {
    let failures = 0;
    const lab = laboratory(FOUR, {
      ports: (ports) => ({
        ...ports,
        workspaces: {
          ...ports.workspaces,
          capture: (...args) =>
            failures++ < 2
              ? Promise.reject(new ScyllaError("WORKSPACE_FAILED", "the mount is busy"))
              : ports.workspaces.capture(...args),
        },
      }),
    });
    expect((await lab.run()).status).toBe("complete");
    expect(lab.purchases).toHaveLength(4);
    expect(ledger(lab)).toEqual([]);
  });

  test("is done again alone: a check that can't be run buys no agent", async () => {
    const lab = laboratory(experiment(), {
      check: () => ({ exit: { kind: "not-started", code: "ENOENT", message: "no such file" } }),
    });
    expect((await lab.run()).status).toBe("failed");
    expect(rowsOf(lab, "a/T0/x/bot/01").run).toMatchObject({ state: "captured", attempt: 1, hold: { stage: "check" } });
    lab.change({ check: () => ({}) });
    expect((await lab.run()).status).toBe("complete");
    expect(lab.purchases).toHaveLength(1);
  });

  test("is a defect and not tried again when Scylla itself is at fault", async () => {
    const lab = laboratory(FOUR, {
      ports: (ports) => ({
        ...ports,
        workspaces: {
          ...ports.workspaces,
          capture: () => Promise.reject(new TypeError("undefined is not a function")),
        },
      }),
    });
    const summary = await lab.run();
    expect(summary.status).toBe("defect");
    expect(summary.drive.defects).toHaveLength(4);
    expect(lab.events.filter((event) => event.startsWith("failed"))).toHaveLength(4);
  });

  test("ends the drive when nothing more could be recorded; what runs is finished as far as it can be", async () => {
    const lab = laboratory(FOUR, {
      ports: (ports) => ({
        ...ports,
        artifacts: { ...ports.artifacts, put: () => Promise.reject(new ScyllaError("DISK_FULL", "no space left")) },
      }),
    });
    lab.change({});
    await expect(lab.run({ range: {} })).rejects.toSatisfy((error) => isScyllaError(error, "DISK_FULL"));
    lab.change({ ports: (ports) => ports });
    expect((await lab.run()).status).toBe("complete");
  });

  test("keeps its own code when it ends the drive", async () => {
    const lab = laboratory(FOUR);
    await lab.run({ range: { until: "workspace" } });
    for (const digest of lab.objects.keys()) lab.objects.set(digest, new Uint8Array(3));
    await expect(lab.run({ experiment: null })).rejects.toSatisfy((error) => isScyllaError(error, "OBJECT_DAMAGED"));
  });
});

describe("a rate limit", () => {
  const limited =
    (untilMs: (lab: Laboratory) => number, times = 1): Agent =>
    (purchase, signal) =>
      purchase.nth <= times
        ? {
            exit: { kind: "exited", code: 1 },
            stdout: JSON.stringify({ costUsd: 0.002, rateLimit: { key: "provider", untilMs: untilMs(lab) } }),
          }
        : answering(purchase, signal);
  let lab: Laboratory;

  test("parks the agent; a short deadline is waited for, and burns no try", async () => {
    lab = laboratory(FOUR, { agent: limited((one) => one.clock.now() + 60_000, 5) });
    const begun = lab.clock.monotonic();
    const summary = await lab.run();
    expect(summary).toMatchObject({
      status: "complete",
      counts: { valid: 4 },
      drive: { parkedUntilMs: null, failed: [] },
    });
    expect(lab.purchases).toHaveLength(9);
    expect(lab.clock.monotonic() - begun).toBeGreaterThanOrEqual(5 * 60_000);
    expect(ledger(lab)).toEqual(expect.arrayContaining([{ attempt: 1, reason: "rate_limited", cost: 2_000_000 }]));
    expect(ledger(lab)).toHaveLength(5);
    expect(lab.events.some((event) => event.startsWith("failed"))).toBe(false);
  });

  test("with a deadline far away ends the drive, buys no sibling meanwhile, and is kept over a restart", async () => {
    lab = laboratory(FOUR, { agent: limited((one) => one.clock.now() + 3_600_000) });
    const until = lab.clock.now() + 3_600_000;
    const first = await lab.run();
    expect(first).toMatchObject({ status: "parked", drive: { parkedUntilMs: until } });
    expect(lab.purchases).toHaveLength(1);
    const second = await lab.run();
    expect(second).toMatchObject({ status: "parked", drive: { parkedUntilMs: until } });
    expect(second.resumePlan.parked).toHaveLength(4);
    expect(lab.purchases).toHaveLength(1);
    lab.clock.spend(3_600_000);
    expect((await lab.run()).status).toBe("complete");
    expect(lab.purchases).toHaveLength(5);
  });

  test("of one agent leaves the others alone", async () => {
    lab = laboratory(experiment({ agents: ["bot", "cat"], repeats: 2 }), {
      agent: (purchase, signal) =>
        purchase.label.includes("/bot/")
          ? {
              exit: { kind: "exited", code: 1 },
              stdout: JSON.stringify({ rateLimit: { key: "provider", untilMs: lab.clock.now() + 1e8 } }),
            }
          : answering(purchase, signal),
    });
    const summary = await lab.run();
    expect(summary).toMatchObject({ status: "parked", counts: { valid: 2 } });
    expect(lab.purchases.filter((one) => one.label.includes("/bot/"))).toHaveLength(1);
  });

  test("whose deadline has passed already is waited for all the same, not bought again at once", async () => {
    lab = laboratory(experiment(), { agent: limited((one) => one.clock.now() - 5000, 3) });
    const begun = lab.clock.monotonic();
    expect((await lab.run()).status).toBe("complete");
    expect(lab.clock.monotonic() - begun).toBeGreaterThanOrEqual(3 * 60_000);
  });
});

describe("the budget", () => {
  const SIX = experiment({ tasks: ["a"], repeats: 6, budgetUsd: 0.025 });

  test("starts nothing more once it is spent, says so, and grades what is paid for", async () => {
    const lab = laboratory(SIX);
    const summary = await lab.run();
    expect(summary).toMatchObject({ status: "budget", counts: { planned: 6, valid: 3 }, drive: { ended: "budget" } });
    expect(lab.purchases).toHaveLength(3);
    expect(lab.events).toContain("draining budget 1");
  });

  test("counts what earlier drives spent, and what was lost", async () => {
    const lab = laboratory(SIX, { agent: (one, signal) => (one.nth === 1 ? LOST : answering(one, signal)) });
    await lab.run();
    expect(lab.purchases).toHaveLength(1);
    expect((await lab.run()).status).toBe("budget");
    expect(lab.purchases).toHaveLength(1);
  });

  test("stays out of the way of what is paid for already", async () => {
    const lab = laboratory(SIX);
    await lab.run({ range: { until: "capture" } });
    expect(lab.purchases).toHaveLength(3);
    expect((await lab.run()).counts.valid).toBe(3);
    expect(lab.purchases).toHaveLength(3);
  });

  test("leaves what it keeps from starting as new as it was", async () => {
    const lab = laboratory(SIX);
    await lab.run();
    const again = await lab.run();
    expect(again.resumePlan).toMatchObject({ keep: 3, new: 3, redo: [] });
  });

  test("ends a wait for a deadline: there is nothing to wait for", async () => {
    const lab: Laboratory = laboratory(experiment({ agents: ["bot", "cat"], repeats: 1, budgetUsd: 0.01 }), {
      limits: { total: 2, perKey: {} },
      agent: async (purchase, signal) => {
        if (purchase.label.includes("/bot/"))
          return {
            exit: { kind: "exited", code: 1 },
            stdout: JSON.stringify({ rateLimit: { key: "provider", untilMs: lab.clock.now() + 600_000 } }),
          };
        await lab.clock.sleep(10, signal);
        return answering(purchase, signal);
      },
    });
    const begun = lab.clock.monotonic();
    const summary = await lab.run();
    expect(summary).toMatchObject({ status: "budget", counts: { valid: 1 } });
    expect(lab.clock.monotonic() - begun).toBeLessThan(1000);
  });

  test("that is raised lets the rest run", async () => {
    const lab = laboratory(SIX);
    await lab.run();
    const summary = await lab.run({ experiment: experiment({ tasks: ["a"], repeats: 6, budgetUsd: 1 }) });
    expect(summary.status).toBe("complete");
    expect(lab.purchases).toHaveLength(6);
  });
});

describe("stopping", () => {
  test("a drain finishes what runs, starts nothing, and is carried on later", async () => {
    const drain = new AbortController();
    const lab = laboratory(experiment({ repeats: 5 }), {
      limits: { total: 2, perKey: {} },
      agent: async (purchase, signal) => {
        if (purchase.nth === 2) drain.abort();
        await lab.clock.sleep(10, signal);
        return answering(purchase, signal);
      },
    });
    const summary = await lab.run({ stop: { drain: drain.signal } });
    expect(summary).toMatchObject({ status: "interrupted", counts: { valid: 2 }, drive: { ended: "drained" } });
    expect(lab.events).toContain("draining drained 2");
    expect(lab.purchases).toHaveLength(2);
    expect(ledger(lab)).toEqual([]);
    const resumed = await lab.run();
    expect(resumed.resumePlan).toMatchObject({ keep: 2, new: 3, redo: [] });
    expect(resumed.status).toBe("complete");
    expect(lab.purchases).toHaveLength(5);
  });

  test("a drain ends the wait before another try, and the wait for a deadline", async () => {
    const drain = new AbortController();
    const lab = laboratory(experiment({ agents: ["bot", "cat"] }), {
      agent: ({ label, nth }) => {
        if (nth === 2) setTimeout(() => drain.abort());
        return label.includes("/bot/")
          ? LOST
          : { stdout: JSON.stringify({ rateLimit: { key: "p", untilMs: lab.clock.now() + 800_000 } }) };
      },
      limits: { total: 2, perKey: {} },
      execution: { retry: { tries: 9, baseMs: 500_000 } },
    });
    const begun = lab.clock.monotonic();
    lab.clock.sleep = (_ms, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const summary = await lab.run({ stop: { drain: drain.signal } });
    expect(summary.status).toBe("interrupted");
    expect(lab.clock.monotonic() - begun).toBeLessThan(1000);
    expect(lab.purchases).toHaveLength(2);
  });

  test("a kill aborts what runs; the money of the aborted attempts is in the ledger, and they are bought again", async () => {
    const kill = new AbortController();
    const lab = laboratory(experiment({ repeats: 4 }), {
      limits: { total: 2, perKey: {} },
      agent: async (purchase, signal) => {
        if (purchase.nth === 3) setTimeout(() => kill.abort());
        if (purchase.nth <= 2 || purchase.nth > 4) return answering(purchase, signal);
        return new Promise((resolve) =>
          signal.addEventListener("abort", () =>
            resolve({ exit: { kind: "aborted" }, stdout: JSON.stringify({ costUsd: 0.005 }) }),
          ),
        );
      },
    });
    const summary = await lab.run({ stop: { kill: kill.signal } });
    expect(summary).toMatchObject({ status: "interrupted", drive: { ended: "killed" } });
    const lost = ledger(lab);
    expect(lost.map(({ reason }) => reason)).toEqual(lost.map(() => "aborted"));
    expect(lost.length).toBe(2);
    const resumed = await lab.run();
    expect(resumed.status).toBe("complete");
    expect(ledger(lab)).toEqual(lost);
    const paid = lab.purchases.length;
    const accounted = resumed.results.runs.length + lost.length;
    expect(paid).toBe(accounted);
  });

  test("a kill leaves a stage undone, and not failed", async () => {
    const kill = new AbortController();
    const lab = laboratory(experiment(), {
      check: () => {
        kill.abort();
        return new Promise(() => {});
      },
    });
    const summary = await lab.run({ stop: { kill: kill.signal } });
    expect(summary).toMatchObject({ status: "interrupted", drive: { failed: [] } });
    expect(rowsOf(lab, "a/T0/x/bot/01").run).toMatchObject({ state: "captured", hold: null });
    lab.change({ check: () => ({}) });
    expect((await lab.run()).status).toBe("complete");
  });

  test("stopped before it began, a drive starts nothing", async () => {
    const lab = laboratory(FOUR);
    const summary = await lab.run({ stop: { drain: AbortSignal.abort() } });
    expect(summary).toMatchObject({ status: "interrupted", counts: { valid: 0 } });
    expect(lab.purchases).toEqual([]);
  });
});

describe("a tier's end is told exactly once in each drive that worked on it", () => {
  const TWO = experiment({ ladder: { T0: ["x"], T1: ["z"] }, repeats: 2 });
  const ends = (lab: Laboratory): string[] =>
    lab.events.filter((event) => event.startsWith("tier ends")).map((event) => event.split(" ")[2] ?? "");

  test("on success, with its duration", async () => {
    const lab: Laboratory = laboratory(TWO, {
      agent: (purchase, signal) => {
        lab.clock.spend(100);
        return answering(purchase, signal);
      },
    });
    await lab.run();
    expect(ends(lab).sort()).toEqual(["T0", "T1"]);
    const durations = lab.events
      .filter((event) => event.startsWith("tier ends"))
      .map((event) => Number(event.split(" ")[3]));
    expect(durations.every((ms) => ms >= 200 && ms <= 400)).toBe(true);
  });

  test("on failure", async () => {
    const lab = laboratory(TWO, { agent: () => LOST });
    expect((await lab.run()).status).toBe("failed");
    expect(ends(lab).sort()).toEqual(["T0", "T1"]);
  });

  test("on an error that ends the drive", async () => {
    const lab = laboratory(TWO, {
      ports: (ports) => ({
        ...ports,
        workspaces: {
          ...ports.workspaces,
          create: () => Promise.reject(new ScyllaError("DISK_FULL", "no space left")),
        },
      }),
    });
    await expect(lab.run()).rejects.toSatisfy((error) => isScyllaError(error, "DISK_FULL"));
    expect(ends(lab)).toHaveLength(1);
  });

  test("on abort", async () => {
    const kill = new AbortController();
    const lab = laboratory(TWO, {
      agent: () => {
        kill.abort();
        return new Promise(() => {});
      },
    });
    await lab.run({ stop: { kill: kill.signal } });
    expect(ends(lab)).toHaveLength(1);
  });

  test("and not for a tier that it left alone", async () => {
    const lab = laboratory(TWO);
    await lab.run({ tiers: ["T1"] });
    expect(ends(lab)).toEqual(["T1"]);
    lab.events.length = 0;
    await lab.run({ tiers: ["T1"] });
    expect(ends(lab)).toEqual([]);
  });
});

describe("observers", () => {
  test("that throw, at once or later, change nothing", async () => {
    const calm = laboratory(FOUR);
    const { results } = await calm.run();
    const broken = new Proxy(
      {},
      {
        get: (_target, name) => () => {
          if (String(name).length % 2) throw new Error("a defect of the observer");
          return Promise.reject(new Error("a defect of the observer, later"));
        },
      },
    );
    const lab = laboratory(FOUR, { ports: (ports) => ({ ...ports, observer: broken }) });
    const summary = await lab.run();
    expect(summary.status).toBe("complete");
    expect(summary.results).toEqual(results);
  });

  test("are told what is durable: at every event the store knows it", async () => {
    const seen: string[] = [];
    const lab: Laboratory = laboratory(FOUR, {
      observer: {
        stageFinished: ({ run, stage }) => seen.push(`${stage} ${lab.data.runs.get(run)?.run.state}`),
        agentEnded: ({ run, end }) =>
          seen.push(`ended ${lab.data.runs.get(run)?.attempts.at(-1)?.end?.outcome === end.outcome}`),
        runGraded: ({ run }) => seen.push(`verdict ${lab.data.runs.get(run)?.gradings.at(-1)?.verdict !== null}`),
      },
    });
    await lab.run();
    expect(new Set(seen)).toEqual(
      new Set([
        "workspace workspace",
        "ended true",
        "agent agent",
        "capture captured",
        "check checked",
        "verdict true",
        "verdict graded",
      ]),
    );
  });
});
