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

function busy(): Error {
  return Object.assign(new Error("the mount is busy"), { name: "ScyllaError", code: "WORKSPACE_FAILED" });
}

/** Another process over the same store. */
function laboratoryOver(lab: Laboratory): Laboratory {
  const other = laboratory(experiment());
  Object.assign(other.data, lab.data);
  return other;
}
