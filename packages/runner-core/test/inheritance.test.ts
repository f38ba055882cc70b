import { cellLabel } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { experiment } from "./fixtures/experiments.ts";
import { type Agent, answering, type Check, type Laboratory, laboratory } from "./fixtures/laboratory.ts";

const ladder = (onMissing: "fail" | "skip" = "fail") => ({
  T0: ["x", "y"],
  T1: ["z"],
  T5: [{ id: "best", from: ["T0", "T1"], onMissing }],
  T6: [{ id: "all", from: ["T5"], onMissing }],
});

const FULL = experiment({ tasks: ["a", "b"], ladder: ladder(), repeats: 2 });

/** `T0/y` is the one that passes. */
const telling: Agent = ({ instructions, write }) => {
  write("answer.txt", instructions);
  return { stdout: JSON.stringify({ costUsd: 0.01 }) };
};
const preferring: Check = (_id, answer) => ({ exit: { kind: "exited", code: answer === "T0/x" ? 1 : 0 } });

const labelsOf = (lab: Laboratory): string[] => lab.purchases.map((one) => one.label);

describe("tiers that inherit", () => {
  test("run after those they rest on are settled, with what their winners gave, each winner recorded once", async () => {
    const lab = laboratory(FULL, { agent: telling, check: preferring, limits: { total: 3, perKey: {} } });
    const summary = await lab.run();
    expect(summary).toMatchObject({ status: "complete", counts: { planned: 10 * 2, valid: 20, missing: 0 } });
    expect(summary.resumePlan).toMatchObject({ new: 12, waiting: 8 });
    const tiers = labelsOf(lab).map((label) => label.split("/")[1]);
    expect(tiers.slice(0, 12).every((tier) => tier === "T0" || tier === "T1")).toBe(true);
    expect(tiers.slice(12)).toEqual([..."5555", ..."6666"].map((n) => `T${n}`));
    expect(lab.events.filter((event) => event.startsWith("selected"))).toEqual([
      "selected T0 bot y",
      "selected T1 bot z",
      "selected T5 bot best",
    ]);
    expect(lab.purchases.find((one) => one.label.includes("/T5/"))?.instructions).toBe("T0/y\nT1/z\nT5/best");
    expect(lab.purchases.find((one) => one.label.includes("/T6/"))?.instructions).toBe("T0/y\nT1/z\nT5/best\nT6/all");
    expect(lab.data.plans.map(({ plan }) => plan.schema)).toEqual(["plan/1", "generation/1", "generation/1"]);
  });

  test("wait for every run below, also for one that is tried again", async () => {
    const lab = laboratory(FULL, {
      agent: (purchase, signal) =>
        purchase.label === "a/T0/x/bot/01" && purchase.attempt < 3
          ? { exit: { kind: "signaled", signal: "SIGKILL" } }
          : answering(purchase, signal),
      limits: { total: 4, perKey: {} },
    });
    expect((await lab.run()).status).toBe("complete");
    const last = labelsOf(lab).lastIndexOf("a/T0/x/bot/01");
    expect(labelsOf(lab).findIndex((label) => label.includes("/T5/"))).toBeGreaterThan(last);
  });

  test("wait for another day when a run below is held", async () => {
    const lab = laboratory(FULL, {
      agent: (purchase, signal) =>
        purchase.label === "a/T0/x/bot/01"
          ? { exit: { kind: "signaled", signal: "SIGKILL" } }
          : answering(purchase, signal),
    });
    expect(await lab.run()).toMatchObject({ status: "failed", counts: { valid: 11 } });
    expect(labelsOf(lab).some((label) => label.includes("/T5/"))).toBe(false);
    lab.change({ agent: answering });
    expect(await lab.run()).toMatchObject({ status: "complete", counts: { valid: 20 } });
  });

  test("are decided for each agent by its own runs", async () => {
    const both = experiment({ agents: ["bot", "cat"], ladder: ladder() });
    const lab = laboratory(both, {
      agent: telling,
      check: (_id, answer) => ({ exit: { kind: "exited", code: answer === "T0/x" ? 1 : 0 } }),
    });
    expect((await lab.run()).status).toBe("complete");
    expect(lab.events.filter((event) => event.startsWith("selected")).sort()).toEqual([
      "selected T0 bot y",
      "selected T0 cat y",
      "selected T1 bot z",
      "selected T1 cat z",
      "selected T5 bot best",
      "selected T5 cat best",
    ]);
  });

  test("are carried on after a restart at any point, with the same winners", async () => {
    const whole = laboratory(FULL, { agent: telling, check: preferring });
    const { results } = await whole.run();
    const lab = laboratory(FULL, { agent: telling, check: preferring });
    for (let drives = 0; drives < 40; drives++) {
      const drain = new AbortController();
      const before = lab.purchases.length;
      lab.change({
        agent: (purchase, signal) => {
          if (purchase.nth === before + 1) drain.abort();
          return telling(purchase, signal);
        },
      });
      if ((await lab.run({ stop: { drain: drain.signal } })).status === "complete") break;
    }
    expect((await lab.run()).results).toEqual(results);
    expect(lab.purchases).toHaveLength(20);
    expect(lab.events.filter((event) => event.startsWith("selected"))).toHaveLength(3);
  });

  test("grow with the repeats; their winners stay as they were recorded", async () => {
    const lab = laboratory(FULL, { agent: telling, check: preferring });
    await lab.run();
    // From now on the other one would win.
    lab.change({ check: (_id, answer) => ({ exit: { kind: "exited", code: answer === "T0/y" ? 1 : 0 } }) });
    const summary = await lab.run({ repeats: 6 });
    expect(summary).toMatchObject({ status: "complete", counts: { planned: 60, valid: 60 } });
    expect(summary.resumePlan.keep).toBe(20);
    expect(lab.data.selections.size).toBe(3);
    const latest = lab.purchases.findLast((one) => one.label.endsWith("/T6/all/bot/06"));
    expect(latest?.instructions).toBe("T0/y\nT1/z\nT5/best\nT6/all");
  });

  test("can be asked for later and alone, resting on what was recorded", async () => {
    const lab = laboratory(FULL, { agent: telling, check: preferring });
    await lab.run({ tiers: ["T0", "T1"] });
    expect(lab.purchases).toHaveLength(12);
    const summary = await lab.run({ tiers: ["T5"] });
    expect(lab.purchases).toHaveLength(16);
    expect(summary.counts).toMatchObject({ planned: 16, valid: 16 });
  });

  test("keep their generation when the same command is given again", async () => {
    const lab = laboratory(FULL, { agent: telling, check: preferring });
    await lab.run();
    const before = structuredClone(lab.data.plans);
    await lab.run();
    expect(lab.data.plans).toEqual(before);
  });
});

describe("below the quorum", () => {
  /** Of T0 nothing is valid. */
  const undelivered: Agent = (purchase, signal) =>
    purchase.label.includes("/T0/") ? { exit: { kind: "exited", code: 78 } } : answering(purchase, signal);

  test("a set-up that must have its winners is finally missing, with the reason", async () => {
    const lab = laboratory(FULL, { agent: undelivered });
    const summary = await lab.run();
    expect(summary.status).toBe("incomplete");
    expect(labelsOf(lab).some((label) => /T5|T6/.test(label))).toBe(false);
    const { plan, selections } = await lab.view();
    expect(plan.waiting).toEqual([]);
    expect(plan.unresolved.map(({ recipe, reason }) => [cellLabel(recipe.key), reason])).toEqual([
      ["a/T5/best/bot", "T0 has no winner: too few valid runs"],
      ["b/T5/best/bot", "T0 has no winner: too few valid runs"],
      ["a/T6/all/bot", "T5 has no winner: too few valid runs"],
      ["b/T6/all/bot", "T5 has no winner: too few valid runs"],
    ]);
    expect(selections.map(({ tier, winner }) => [tier, winner?.subtest ?? null])).toEqual([
      ["T0", null],
      ["T1", "z"],
      ["T5", null],
    ]);
  });

  test("a set-up that may do without is skipped, what rests on it too, and the experiment ends", async () => {
    const skipping = experiment({ tasks: ["a", "b"], ladder: ladder("skip"), repeats: 2 });
    const lab = laboratory(skipping, { agent: undelivered });
    const summary = await lab.run();
    expect(summary).toMatchObject({ status: "incomplete", counts: { planned: 12, valid: 4, missing: 8 } });
    const view = await lab.view();
    expect(view.plan.waiting).toEqual([]);
    expect(view.experiment.finalizedRevision).toBe(1);
    expect((await lab.run()).status).toBe("incomplete");
  });
});
