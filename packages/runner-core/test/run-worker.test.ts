import { RUN_STATES } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { handledAs, isPaidFor } from "../src/run-worker.ts";
import { experiment } from "./fixtures/experiments.ts";
import { answering, type Laboratory, laboratory } from "./fixtures/laboratory.ts";

test("only a park brings a job back", () => {
  expect(handledAs({ kind: "parked", untilMs: 5 })).toEqual({ retryAtMs: 5 });
  expect(handledAs({ kind: "final" })).toBeNull();
  expect(handledAs({ kind: "open" })).toBeNull();
});

test("what is paid for is what costs no more of an agent", () => {
  expect(RUN_STATES.filter(isPaidFor)).toEqual(["agent", "captured", "checked", "judged", "graded", "missing"]);
});

describe("a worker", () => {
  test("leaves a run alone that somebody else finished meanwhile", async () => {
    const lab = laboratory(experiment());
    let other: Promise<unknown> | null = null;
    lab.change({
      ports: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          claim: async (params) => {
            other ??= laboratoryOver(lab).run();
            await other;
            return ports.store.claim(params);
          },
        },
      }),
    });
    const summary = await lab.run();
    expect(summary.status).toBe("complete");
    expect(lab.data.runs.get(1)?.attempts).toHaveLength(1);
  });

  test("that lost its claim writes nothing more, and ends its drive", async () => {
    const lab: Laboratory = laboratory(experiment(), {
      agent: async (purchase, signal) => {
        const rows = lab.data.runs.get(1);
        if (rows) lab.data.runs.set(1, { ...rows, run: { ...rows.run, fence: 99 } });
        return answering(purchase, signal);
      },
    });
    await expect(lab.run()).rejects.toMatchObject({ code: "STORE_FENCED" });
    expect(lab.data.runs.get(1)).toMatchObject({ run: { state: "buying" }, attempts: [{ end: null }] });
  });

  test.each([
    ["a drive that ends", { drain: true }],
    ["a drive that is ended at once", { kill: true }],
    ["a closed gate", { park: true }],
    ["an agent that can't be launched", { refuse: true }],
  ])("makes no workspace outlive %s before its agent begins", async (_, what: Happening) => {
    const drain = new AbortController();
    const kill = new AbortController();
    const parked = Promise.withResolvers<void>();
    const left: string[] = [];
    const lab = laboratory(experiment({ repeats: 2 }), {
      observer: { parked: () => parked.resolve() },
      limits: { total: 2, perKey: {} },
      agent: (purchase, signal) =>
        "park" in what
          ? { stdout: JSON.stringify({ rateLimit: { key: "fake", untilMs: Number.MAX_SAFE_INTEGER } }) }
          : answering(purchase, signal),
      ports: (ports) => ({
        ...ports,
        sandbox: "refuse" in what ? { ...ports.sandbox, confine: () => Promise.reject(busy()) } : ports.sandbox,
        workspaces: {
          ...ports.workspaces,
          create: async (...args) => {
            const made = await ports.workspaces.create(...args);
            if ("park" in what && args[0].id === "2-1") await parked.promise;
            left.push(args[0].id);
            if ("drain" in what) drain.abort();
            if ("kill" in what) kill.abort();
            return made;
          },
          dispose: (id) => {
            left.splice(left.indexOf(id), 1);
            return ports.workspaces.dispose(id);
          },
        },
      }),
    });
    expect((await lab.run({ stop: { drain: drain.signal, kill: kill.signal } })).status).not.toBe("complete");
    expect(left).toEqual([]);
    expect(Object.values(await lab.states())).not.toContain("workspace");
  });

  test("gives each stage its own tries", async () => {
    const failures = { create: 0, capture: 0 };
    const lab = laboratory(experiment(), {
      ports: (ports) => ({
        ...ports,
        workspaces: {
          ...ports.workspaces,
          create: (...args) => (failures.create++ < 2 ? Promise.reject(busy()) : ports.workspaces.create(...args)),
          capture: (...args) => (failures.capture++ < 2 ? Promise.reject(busy()) : ports.workspaces.capture(...args)),
        },
      }),
    });
    expect((await lab.run()).status).toBe("complete");
    expect(lab.events.filter((event) => event.startsWith("failed"))).toHaveLength(4);
  });

  test("waits longer before each further try, by the policy given", async () => {
    const lab = laboratory(experiment(), {
      execution: { retry: { tries: 4, baseMs: 100 } },
      ports: (ports) => ({ ...ports, workspaces: { ...ports.workspaces, create: () => Promise.reject(busy()) } }),
    });
    expect((await lab.run()).status).toBe("failed");
    const waits = lab.events.filter((event) => event.startsWith("failed")).map((event) => event.split(" ").at(-1));
    expect(waits).toHaveLength(4);
    for (const [i, base] of [100, 400, 1600].entries()) {
      expect(Number(waits[i])).toBeGreaterThanOrEqual(base);
      expect(Number(waits[i])).toBeLessThanOrEqual(base * 1.25);
    }
    expect(waits[3]).toBe("null");
  });
});

type Happening = Readonly<Partial<Record<"drain" | "kill" | "park" | "refuse", boolean>>>;

function busy(): Error {
  return Object.assign(new Error("the mount is busy"), { name: "ScyllaError", code: "WORKSPACE_FAILED" });
}

/** Another process over the same store. */
function laboratoryOver(lab: Laboratory): Laboratory {
  const other = laboratory(experiment());
  Object.assign(other.data, lab.data);
  return other;
}
