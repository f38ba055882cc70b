import { type AgentAdapter, ScyllaError } from "@scylla/contracts";
import { NOT_DELIVERED, recordingSandbox, scriptedAgent } from "@scylla/contracts/testing";
import { describe, expect, test } from "vitest";
import { experiment } from "../fixtures/experiments.ts";
import { answering, type Laboratory, laboratory } from "../fixtures/laboratory.ts";

const RUN = 1;

/** The scripted agent, priced at a quarter. */
function pricing(): AgentAdapter {
  const adapter = scriptedAgent();
  return {
    ...adapter,
    parser: () => {
      const parser = adapter.parser();
      return { push: parser.push, end: () => ({ ...parser.end(), computedCostUsd: 0.25 }) };
    },
  };
}

/** The scripted agent, with a file that it wants to find. */
function configured(): AgentAdapter {
  const adapter = scriptedAgent();
  const file = { path: ".toy/config", executable: false, content: { text: "a = 1" } };
  return { ...adapter, plan: (request) => ({ ...adapter.plan(request), files: [file] }) };
}

const rows = (lab: Laboratory) => lab.data.runs.get(RUN);

describe("buying an agent", () => {
  test("is recorded, with its token, before the first process starts", async () => {
    const lab: Laboratory = laboratory(experiment(), {
      agent: (purchase, signal) => {
        expect(rows(lab)).toMatchObject({ run: { state: "buying" }, attempts: [{ end: null, position: 1 }] });
        expect(lab.processes.started.at(-1)?.token).toBe(rows(lab)?.attempts[0]?.token);
        return answering(purchase, signal);
      },
    });
    await lab.run();
    expect(lab.purchases).toHaveLength(1);
  });

  test("gives it the prompt itself, its seed, its treatment and a token that tells nothing", async () => {
    const lab = laboratory(experiment());
    await lab.run();
    const [purchase] = lab.purchases;
    expect(purchase).toMatchObject({ prompt: "Do it.", instructions: "T0/x" });
    expect(Number.isSafeInteger(purchase?.seed)).toBe(true);
    const [request] = lab.processes.started;
    expect(request?.token).toMatch(/^[0-9a-f]{32}$/);
    expect(request).toMatchObject({ timeMs: 1000, cwd: "/workspaces/1-1/tree", outputDir: "/workspaces/1-1/logs" });
  });

  test("records how it ended and what it cost; what nobody said is unknown, not 0", async () => {
    const lab = laboratory(experiment({ repeats: 2 }), {
      agent: ({ nth }) => ({
        stdout: nth === 1 ? JSON.stringify({ costUsd: 0.5, usage: { inputTokens: 3 } }) : "no report",
        durationMs: 12.4,
      }),
    });
    await lab.run();
    expect(rows(lab)?.attempts[0]?.end).toMatchObject({
      outcome: "ok",
      exitCode: 0,
      durationMs: 12,
      usage: { inputTokens: 3 },
      cost: 500_000_000,
      costSource: "reported",
      isolation: "none (scripted)",
    });
    expect(lab.data.runs.get(2)?.attempts[0]?.end).toMatchObject({ usage: null, cost: null, costSource: "unknown" });
  });

  test("takes what its usage costs by a price list before what it says itself", async () => {
    const lab = laboratory(experiment(), {
      agent: () => ({ stdout: '{"costUsd":0.5}' }),
      ports: (ports) => ({ ...ports, adapter: pricing }),
    });
    await lab.run();
    expect(rows(lab)?.attempts[0]?.end).toMatchObject({ cost: 250_000_000, costSource: "computed" });
  });

  test("gives it the files that it needs in its HOME, before it starts", async () => {
    const lab: Laboratory = laboratory(experiment(), {
      ports: (ports) => ({ ...ports, adapter: configured }),
      agent: (purchase, signal) => {
        expect(Buffer.from(lab.files.get("/workspaces/1-1/home/.toy/config") ?? []).toString()).toBe("a = 1");
        return answering(purchase, signal);
      },
    });
    await lab.run();
    expect(lab.purchases).toHaveLength(1);
  });

  test("is told when a rate limit ends by whoever classified it", async () => {
    const untilMs = 9_000_000_000_000;
    const adapter = () => ({
      ...scriptedAgent(),
      classify: () => ({ outcome: "rate_limited" as const, reason: "429", retryAtMs: untilMs }),
    });
    const lab = laboratory(experiment(), { ports: (ports) => ({ ...ports, adapter }) });
    await lab.run();
    expect(rows(lab)?.run.hold).toMatchObject({ kind: "parked", untilMs });
  });

  test("that could not be started costs nothing, and that is known", async () => {
    const lab = laboratory(experiment(), {
      agent: () => ({ exit: { kind: "not-started", code: "ENOENT", message: "no such file" } }),
    });
    await lab.run();
    expect(rows(lab)?.attempts[0]?.end).toMatchObject({ outcome: "infra_error", cost: 0, costSource: "computed" });
  });

  test("removes the workspace of an attempt that does not count", async () => {
    const lab = laboratory(experiment({ repeats: 2 }), {
      agent: (purchase, signal) =>
        purchase.nth === 1 ? { exit: { kind: "signaled", signal: "SIGKILL" } } : answering(purchase, signal),
    });
    await lab.run({ range: { until: "agent" } });
    const there = new Set([...lab.files.keys()].map((path) => path.split("/")[2]));
    expect(there).toEqual(new Set(["1-2", "2-1"]));
    lab.change({ agent: () => ({ exit: { kind: "exited", code: NOT_DELIVERED } }) });
    await lab.run({ repeats: 3 });
    expect([...lab.files.keys()]).toEqual([]);
  });

  test("finds its workspace gone, and makes it again: nothing was bought in it", async () => {
    const lab = laboratory(experiment());
    await lab.run({ range: { until: "workspace" } });
    lab.files.clear();
    expect((await lab.run()).status).toBe("complete");
    expect(rows(lab)).toMatchObject({ run: { attempt: 1 }, spend: [] });
  });
});

describe("around an agent, a sandbox", () => {
  test("is told its directories, programs, hosts and token, and released when the agent has ended", async () => {
    const sandbox = recordingSandbox({ kind: "box", isolation: "a box" });
    const lab = laboratory(
      { ...experiment(), sandbox: "required" },
      {
        ports: (ports) => ({ ...ports, sandbox }),
        agent: (purchase, signal) => {
          expect(sandbox.open.size).toBe(1);
          return answering(purchase, signal);
        },
      },
    );
    await lab.run();
    const token = rows(lab)?.attempts[0]?.token;
    const root = "/workspaces/1-1/tree";
    expect(sandbox.launches).toMatchObject([
      { cwd: root, writable: [root, "/workspaces/1-1/home", "/workspaces/1-1/tmp"], network: [], token },
    ]);
    expect(sandbox.open.size).toBe(0);
    expect(rows(lab)?.attempts[0]?.end).toMatchObject({ isolation: "a box" });
  });

  test("starts what it makes of the command line", async () => {
    const sandbox = recordingSandbox();
    const lab = laboratory(experiment(), {
      ports: (ports) => ({
        ...ports,
        sandbox: {
          ...sandbox,
          confine: async (launch, signal) => ({
            ...(await sandbox.confine(launch, signal)),
            command: ["box", "--", ...launch.command],
          }),
        },
      }),
    });
    await lab.run();
    expect(lab.processes.started[0]?.command).toEqual(["box", "--", ...(sandbox.launches[0]?.command ?? [])]);
  });

  test("that can't confine it leaves the run unbought: no attempt is spent on it, and the next drive goes on", async () => {
    const refusing = async () => {
      throw new ScyllaError("UNSUPPORTED", "no namespaces here");
    };
    const lab = laboratory(experiment(), {
      ports: (ports) => ({ ...ports, sandbox: { ...recordingSandbox(), confine: refusing } }),
    });
    expect((await lab.run()).status).toBe("failed");
    expect(lab.purchases).toEqual([]);
    expect(rows(lab)).toMatchObject({
      run: { state: "planned", attempt: 1, hold: { kind: "failed", stage: "agent", code: "UNSUPPORTED" } },
      attempts: [],
    });
    lab.change({ ports: (ports) => ports });
    expect((await lab.run()).status).toBe("complete");
  });
});
