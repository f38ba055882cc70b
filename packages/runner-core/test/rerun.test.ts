import { rerunReason } from "@scylla/contracts";
import { memoryRunStore } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { planRerun, type RerunSelectors, type RerunStage } from "../src/index.ts";
import { experiment } from "./fixtures/experiments.ts";
import { type Laboratory, laboratory } from "./fixtures/laboratory.ts";

const LADDER = { T0: ["x", "y"], T5: [{ id: "best", from: ["T0"] }] };

async function finished(): Promise<Laboratory> {
  const lab = laboratory(experiment({ tasks: ["a", "b"], ladder: LADDER, repeats: 2 }));
  await lab.run();
  return lab;
}

const keys = async (lab: Laboratory, selectors: RerunSelectors, stage: RerunStage = "agent") => {
  const { items, open, ungradable } = planRerun(await lab.view(), selectors, stage);
  const labels = (all: typeof items): string[] => all.map(({ key, n }) => `${key.task}/${key.subtest}/${n}`);
  return { items: labels(items), open: labels(open), ungradable: labels(ungradable) };
};

test("kinds of selectors narrow each other, values of one kind widen it", async () => {
  const lab = await finished();
  expect((await keys(lab, {})).items).toHaveLength(12);
  expect((await keys(lab, { tasks: ["a"], subtests: ["x", "T5/best"], runs: [2] })).items).toEqual([
    "a/x/2",
    "a/best/2",
  ]);
  const named = { segments: ["b", "T0"], n: null };
  expect((await keys(lab, { runs: [named] })).items).toEqual(["b/x/1", "b/x/2", "b/y/1", "b/y/2"]);
  expect((await keys(lab, { outcomes: ["timeout", "limit"] })).items).toEqual([]);
});

test("a winner that was chosen from the runs is named, whichever of them are done again", async () => {
  const lab = await finished();
  const plan = planRerun(await lab.view(), { tiers: ["T0"], runs: [1], tasks: ["a"] }, "check");
  expect(plan.winners).toMatchObject([{ tier: "T0", title: "Tier T0", agent: "bot" }]);
  expect(planRerun(await lab.view(), { tiers: ["T5"] }, "agent").winners).toEqual([]);
});

test("what is open is left to the next drive, and what was never captured can't be graded", async () => {
  const lab = laboratory(experiment({ tasks: ["a"], ladder: { T0: ["x", "y"] } }), {
    agent: ({ label, write }) => {
      write("answer.txt", "1");
      return label.includes("/x/") ? { stdout: JSON.stringify({ outcome: "invalid" }) } : {};
    },
  });
  await lab.run({ range: { until: "capture" } });
  expect(await keys(lab, {}, "agent")).toMatchObject({ items: expect.arrayContaining(["a/y/1"]) });
  expect(await keys(lab, {}, "check")).toMatchObject({ items: [], open: expect.arrayContaining(["a/y/1"]) });
});

test("runs that are done again are bought once more each, for the reason that was given", async () => {
  const lab = await finished();
  const view = await lab.view();
  const { items } = planRerun(view, { tiers: ["T5"] }, "agent");
  const reason = rerunReason("flaky network");
  await memoryRunStore(lab.data).reopen({ runs: items.map(({ run }) => run), to: "planned", reason, atMs: 1 });
  const { resumePlan, status } = await lab.run();
  expect(resumePlan).toMatchObject({ keep: 8, new: 0 });
  expect(resumePlan.redo.map(({ why }) => why)).toEqual(Array.from({ length: 4 }, () => "rerun: flaky network"));
  expect(status).toBe("complete");
  expect(lab.purchases).toHaveLength(12 + 4);
});
