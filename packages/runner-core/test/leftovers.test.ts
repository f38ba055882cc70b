import type { SweepReport } from "@scylla/contracts";
import { memoryRunStore, recordingSandbox } from "@scylla/contracts/testing";
import { describe, expect, test } from "vitest";
import { removeLeftovers } from "../src/leftovers.ts";
import { experiment } from "./fixtures/experiments.ts";
import { faultyProcess } from "./fixtures/faults.ts";
import { answering, type Laboratory, laboratory } from "./fixtures/laboratory.ts";

const NOTHING: SweepReport = { workspaces: 0, mounts: 0 };

/** Asks for the leftovers of what a laboratory has stored, and notes what would be kept and killed. */
async function asked(lab: Laboratory, found: { processes?: number; confined?: number; swept?: SweepReport } = {}) {
  const heard: unknown[] = [];
  let tokens: readonly string[] | null = null;
  let confinedTokens: readonly string[] | null = null;
  let kept: readonly string[] = [];
  await removeLeftovers(
    {
      processes: {
        ...lab.processes,
        reap: async (wanted) => {
          tokens = [...wanted];
          return found.processes ?? 0;
        },
      },
      sandbox: {
        ...recordingSandbox(),
        reap: async (wanted) => {
          confinedTokens = [...wanted];
          return found.confined ?? 0;
        },
      },
      workspaces: {
        sweep: async (keep: ReadonlySet<string>) => {
          kept = [...keep];
          return found.swept ?? NOTHING;
        },
      } as Parameters<typeof removeLeftovers>[0]["workspaces"],
      observer: { leftoversRemoved: (event) => heard.push(event) },
    },
    await lab.view(),
  );
  return { tokens, confinedTokens, kept, heard };
}

describe("after a process that was killed", () => {
  test("agents that outlived it are killed by their token before anything is started, and bought again", async () => {
    const lab = laboratory(experiment());
    const faulty = faultyProcess({ at: "processes.run", kind: "die-after" });
    lab.change({ agent: () => new Promise(() => {}), wrap: faulty.wrap });
    void lab.run();
    await faulty.died;
    const [orphan] = lab.processes.running;
    lab.change({
      wrap: (_name, port) => port,
      agent: (purchase, signal) => {
        expect(lab.processes.running.has(orphan ?? "")).toBe(false);
        return answering(purchase, signal);
      },
    });
    expect(lab.data.runs.get(1)?.attempts[0]?.token).toBe(orphan);
    expect((await lab.run()).status).toBe("complete");
    expect(lab.events).toContain("leftovers 1 0");
    expect([...lab.files.keys()].filter((path) => path.startsWith("/workspaces/1-1/"))).toEqual([]);
    expect(lab.data.runs.get(1)?.spend).toMatchObject([{ attempt: 1, reason: "interrupted", cost: null }]);
  });

  test("a workspace is kept only where it is worked on further", async () => {
    for (const [until, kept] of [
      ["workspace", ["1-1"]],
      ["agent", ["1-1"]],
      ["capture", []],
      ["verdict", []],
    ] as const) {
      const lab = laboratory(experiment());
      await lab.run({ range: { until } });
      expect((await asked(lab)).kept).toEqual(kept);
    }
  });

  test("the token of an open run's current attempt is looked for, also while its checks run", async () => {
    const lab = laboratory(experiment());
    await lab.run({ range: { until: "capture" } });
    const [row] = await memoryRunStore(lab.data).results();
    const { tokens, confinedTokens } = await asked(lab);
    expect([tokens, confinedTokens]).toEqual([[row?.token], [row?.token]]);
  });

  test("nothing is looked for when nothing is open, and nothing is told when nothing was found", async () => {
    const lab = laboratory(experiment());
    await lab.run();
    expect(await asked(lab)).toEqual({ tokens: null, confinedTokens: null, kept: [], heard: [] });
  });

  test("what was found is told", async () => {
    const lab = laboratory(experiment());
    await lab.run({ range: { until: "agent" } });
    const { heard } = await asked(lab, { processes: 2, confined: 1, swept: { workspaces: 1, mounts: 1 } });
    expect(heard).toEqual([{ processes: 3, workspaces: 1, mounts: 1 }]);
  });
});
