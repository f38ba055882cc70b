import { isScyllaError, planDigest, type ResumePlan, STAGES } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { RunnerResume } from "../src/index.ts";
import { experiment } from "./fixtures/experiments.ts";
import { type Laboratory, laboratory } from "./fixtures/laboratory.ts";

const SMALL = experiment({ tasks: ["a", "b"], ladder: { T0: ["x", "y"] }, repeats: 2 });

/** Labels in the order in which their agents were bought. */
const bought = (lab: Laboratory): string[] => lab.purchases.map((purchase) => purchase.label);

test("an experiment runs from nothing to its verdicts, and is finalized", async () => {
  const lab = laboratory(SMALL);
  const summary = await lab.run();
  expect(summary).toMatchObject({ status: "complete", counts: { planned: 8, valid: 8, missing: 0 } });
  expect(summary.resumePlan).toMatchObject({ keep: 0, new: 8, redo: [], regrade: [], parked: [], refused: [] });
  expect(new Set(bought(lab)).size).toBe(8);
  expect((await lab.view()).experiment.finalizedRevision).toBe(1);
});

test("an observer hears of a plan, of what will be done, and of each stage in order", async () => {
  const lab = laboratory(experiment());
  await lab.run();
  const run = "a/T0/x/bot/01";
  expect(lab.events).toEqual([
    "plan 1 plan/1",
    "resume keep 0 redo 0 regrade 0 new 1 waiting 0 parked 0",
    "tier begins T0",
    `begin workspace ${run}`,
    `end workspace ${run}`,
    `begin agent ${run}`,
    `agent ok ${run} 1`,
    `end agent ${run}`,
    `begin capture ${run}`,
    `end capture ${run}`,
    `begin check ${run}`,
    `end check ${run}`,
    `begin verdict ${run}`,
    `graded ${run}`,
    `end verdict ${run}`,
    "tier ends T0 0",
  ]);
});

test("the same command again keeps everything, buys nothing and stores no further plan", async () => {
  const lab = laboratory(SMALL);
  const first = await lab.run();
  const before = structuredClone(lab.data);
  const again = await lab.run();
  expect(again.resumePlan).toMatchObject({ keep: 8, new: 0, redo: [] });
  expect(again.results).toEqual(first.results);
  expect(lab.purchases).toHaveLength(8);
  expect(lab.data).toEqual(before);
});

test("without an experiment the stored plan is carried on; with nothing stored that is an error", async () => {
  const lab = laboratory(SMALL);
  await expect(lab.run({ experiment: null })).rejects.toSatisfy((error) => isScyllaError(error, "STORE_MISSING"));
  await lab.run({ range: { until: "workspace" } });
  const summary = await lab.run({ experiment: null });
  expect(summary.status).toBe("complete");
});

test("another experiment is refused before anything is planned or stored", async () => {
  const lab = laboratory(SMALL);
  await lab.run();
  const before = structuredClone(lab.data);
  const other = experiment({ name: "other" });
  await expect(lab.run({ experiment: other })).rejects.toSatisfy((error) => isScyllaError(error, "PLAN_REFUSED"));
  expect(lab.data).toEqual(before);
});

test("what the resume plan refuses is not begun, and every reason is told", async () => {
  class RefusingResume extends RunnerResume {
    override reconcile(...given: Parameters<RunnerResume["reconcile"]>): ResumePlan {
      const refused = ["rename it", "move it"].map((what) => ({ what, why: "it is stored", hint: "Leave it." }));
      return { ...super.reconcile(...given), refused };
    }
  }
  const lab = laboratory(SMALL, {
    collaborators: (made) => ({ ...made, resume: new RefusingResume({ clock: { now: () => 0 } }) }),
  });
  await expect(lab.run()).rejects.toMatchObject({
    code: "PLAN_REFUSED",
    message: "can't rename it: it is stored",
    hint: "Leave it.",
    also: [{ message: "can't move it: it is stored" }],
  });
  expect(lab.purchases).toEqual([]);
});

test("a session is closed however the run ends", async () => {
  const lab = laboratory(SMALL, {
    ports: (ports) => ({
      ...ports,
      workspaces: { ...ports.workspaces, sweep: () => Promise.reject(new Error("no work directory")) },
    }),
  });
  await expect(lab.run()).rejects.toThrow("no work directory");
  lab.change({ ports: (ports) => ports });
  expect((await lab.run()).status).toBe("complete");
});

describe("stages communicate through what is stored alone", () => {
  test("each can be done by another process, one after the other", async () => {
    const whole = laboratory(SMALL);
    const { results } = await whole.run();
    const lab = laboratory(SMALL);
    for (const stage of STAGES) {
      const summary = await lab.run({ range: { until: stage } });
      // There is no judge: its stage is passed over.
      expect(summary.status).toBe(stage === "verdict" ? "complete" : "stopped");
    }
    expect((await lab.run()).results).toEqual(results);
    expect(lab.purchases).toHaveLength(8);
  });

  test("also one stage at a time by both ends of the range, and in each process only that stage", async () => {
    const lab = laboratory(experiment());
    const did: string[] = [];
    for (const stage of ["workspace", "agent", "capture", "check", "verdict"] as const) {
      lab.events.length = 0;
      await lab.run({ range: { from: stage, until: stage } });
      did.push(...lab.events.filter((event) => event.startsWith("begin ")));
    }
    expect(did).toEqual(
      ["workspace", "agent", "capture", "check", "verdict"].map((stage) => `begin ${stage} a/T0/x/bot/01`),
    );
    expect((await lab.run()).status).toBe("complete");
  });

  test("a captured attempt is graded without its workspace", async () => {
    const lab = laboratory(experiment());
    await lab.run({ range: { until: "capture" } });
    lab.files.clear();
    expect((await lab.run()).status).toBe("complete");
    expect(lab.purchases).toHaveLength(1);
  });
});

describe("--until and --from", () => {
  test.each([
    ["workspace", "workspace"],
    ["agent", "agent"],
    ["capture", "captured"],
    ["check", "checked"],
    ["judge", "checked"],
    ["verdict", "graded"],
  ] as const)("--until %s leaves runs %s, and again changes nothing", async (until, state) => {
    const lab = laboratory(SMALL);
    await lab.run({ range: { until } });
    expect(new Set(Object.values(await lab.states()))).toEqual(new Set([state]));
    const bought = lab.purchases.length;
    const { results } = await lab.run({ range: { until } });
    expect(new Set(Object.values(await lab.states()))).toEqual(new Set([state]));
    expect(lab.purchases).toHaveLength(bought);
    expect(results.counts.planned).toBe(8);
  });

  test("--from leaves alone what has not come so far, and undoes nothing", async () => {
    const lab = laboratory(SMALL);
    await lab.run({ range: { from: "capture" } });
    expect(lab.purchases).toEqual([]);
    await lab.run();
    const before = structuredClone(lab.data);
    await lab.run({ range: { from: "workspace" } });
    expect(lab.data).toEqual(before);
  });
});

describe("growing an experiment keeps what is finished", () => {
  test("more repeats", async () => {
    const lab = laboratory(SMALL);
    const first = await lab.run();
    const summary = await lab.run({ repeats: 3 });
    expect(summary.resumePlan).toMatchObject({ keep: 8, new: 4 });
    expect(summary.counts).toEqual({ planned: 12, valid: 12, missing: 0 });
    expect(summary.results.runs.filter((row) => row.n <= 2)).toEqual(first.results.runs);
    expect(
      bought(lab)
        .slice(8)
        .every((label) => label.endsWith("/03")),
    ).toBe(true);
  });

  test("further tiers: the older ones stay in the report, and only the new ones run", async () => {
    const both = experiment({ ladder: { T0: ["x"], T1: ["z"] } });
    const lab = laboratory(both);
    await lab.run({ tiers: ["T0"] });
    expect(bought(lab)).toEqual(["a/T0/x/bot/01"]);
    const summary = await lab.run({ tiers: ["T1"] });
    expect(bought(lab)).toEqual(["a/T0/x/bot/01", "a/T1/z/bot/01"]);
    expect(summary.counts).toEqual({ planned: 2, valid: 2, missing: 0 });
  });

  test("further tasks and agents", async () => {
    const lab = laboratory(SMALL);
    await lab.run();
    const more = experiment({ tasks: ["a", "b", "c"], agents: ["bot", "cat"], ladder: { T0: ["x", "y"] }, repeats: 2 });
    const summary = await lab.run({ experiment: more });
    expect(summary.resumePlan).toMatchObject({ keep: 8, new: 16 });
    expect(summary.status).toBe("complete");
  });

  test("fewer of anything keeps the rest stored, and out of the results", async () => {
    const lab = laboratory(SMALL);
    await lab.run();
    const summary = await lab.run({ repeats: 1 });
    expect(summary.counts).toEqual({ planned: 4, valid: 4, missing: 0 });
    expect((await lab.run()).counts).toEqual({ planned: 8, valid: 8, missing: 0 });
    expect(lab.purchases).toHaveLength(8);
  });
});

describe("changing an experiment", () => {
  const checked = experiment({ tasks: ["a", "b"], checks: ["unit", "lint"], ladder: { T0: ["x", "y"] }, repeats: 2 });

  test("other checks grade the same attempts again, in the same run, and buy no agent", async () => {
    const lab = laboratory(SMALL);
    await lab.run();
    const summary = await lab.run({ experiment: checked });
    expect(summary.resumePlan.regrade).toHaveLength(8);
    expect(summary).toMatchObject({ status: "complete", counts: { valid: 8 } });
    expect(lab.purchases).toHaveLength(8);
    const rows = [...lab.data.runs.values()];
    expect(rows.map(({ run }) => [run.attempt, run.grading])).toEqual(rows.map(() => [1, 2]));
    expect(rows.every(({ gradings }) => gradings.length === 2 && gradings[1]?.checks.length === 2)).toBe(true);
    expect(rows.flatMap(({ spend }) => spend)).toEqual([]);
  });

  test("other checks are left for later where the range does not reach them: no verdict is lost meanwhile", async () => {
    const lab = laboratory(SMALL);
    await lab.run();
    const summary = await lab.run({ experiment: checked, range: { until: "capture" } });
    expect(summary.counts.valid).toBe(8);
    expect(new Set(Object.values(await lab.states()))).toEqual(new Set(["graded"]));
  });

  test("checks that change before a run has its verdict are followed", async () => {
    const lab = laboratory(SMALL);
    await lab.run({ range: { until: "check" } });
    const summary = await lab.run({ experiment: checked });
    expect(summary.status).toBe("complete");
    expect([...lab.data.runs.values()].map(({ gradings }) => gradings.map((one) => one.checks.length))).toEqual(
      Array.from({ length: 8 }, () => [1, 2]),
    );
    expect(lab.purchases).toHaveLength(8);
  });

  test("another treatment makes new cells; the old ones stay in the store, and come back with it", async () => {
    const lab = laboratory(SMALL);
    const first = await lab.run();
    const reworded = experiment({ tasks: ["a", "b"], wording: "!", ladder: { T0: ["x", "y"] }, repeats: 2 });
    const second = await lab.run({ experiment: reworded });
    expect(second.resumePlan).toMatchObject({ keep: 0, new: 8 });
    expect(lab.purchases).toHaveLength(16);
    expect(lab.purchases.at(-1)?.instructions).toMatch(/^T0\/[xy]!$/);
    const back = await lab.run();
    expect(back.results).toEqual(first.results);
    expect(lab.purchases).toHaveLength(16);
    expect((await lab.view()).runs).toHaveLength(16);
  });
});

test("a stored plan has the digest of its value", async () => {
  const lab = laboratory(SMALL);
  await lab.run();
  for (const record of lab.data.plans) expect(record.digest).toBe(planDigest(record.plan));
});
