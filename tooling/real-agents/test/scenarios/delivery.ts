import { expect, test } from "vitest";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { INSTRUCTIONS_MARK, PROMPT_MARK, SKILL_MARK } from "../../src/experiment-files.ts";
import { laboratory } from "../../src/laboratory.ts";
import { fullRun, inFull, OF_THE_AGENT, plainRun } from "../../src/plays.ts";
import { endsOf, expectEnd, onlyEnd, sumOf } from "../support/bought.ts";
import { expectClean } from "../support/cleanliness.ts";

/** Two tiers, a skill, a server, checks, repeats: each run gets its treatment and no other's, and is metered to the token. */
export function delivers(cli: RealCli): void {
  test.concurrent(`${cli.package} runs a whole experiment`, async () => {
    const [plain, full] = [plainRun(cli), fullRun(cli)];
    await using lab = await laboratory(cli, [inFull(full.turns), { turns: plain.turns }], {
      repeats: 2,
      scenario: "delivered",
    });
    const finished = await lab.run();
    expect(finished.failed).toEqual([]);
    expect(endsOf(finished).map(({ outcome, reason }) => [outcome, reason])).toEqual(Array(4).fill(["ok", null]));
    expect([finished.status, finished.results.counts]).toEqual(["complete", { planned: 4, valid: 4, missing: 0 }]);
    expect(finished.extras.isolation).toEqual(["bwrap"]);
    expect(finished.results.runs.map(({ tier, passed }) => [tier, passed])).toEqual([
      ...Array(2).fill(["T0", true]),
      ...Array(2).fill(["T1", true]),
    ]);
    const tierOf = new Map(finished.view.plan.cells.map(({ digest, key }) => [digest, key.tier]));
    for (const { run, attempts } of finished.histories) {
      const end = attempts[0]?.end;
      if (!end) throw new Error("no attempt ended");
      expectEnd(cli, end, tierOf.get(run.cell) === "T1" ? "delivered-full" : "delivered");
    }
    await expectClean(lab);
    const bodies = lab.server.requests.filter(({ method }) => method === "POST").map(({ body }) => body);
    expect(bodies.every((body) => body.includes(PROMPT_MARK))).toBe(true);
    expect(bodies.some((body) => body.includes(`${OF_THE_AGENT}HOME=`))).toBe(true);
    const withSkill = bodies.filter((body) => body.includes(SKILL_MARK));
    expect([bodies.length, withSkill.length]).toEqual([
      2 * (plain.turns.length + full.turns.length),
      2 * full.turns.length,
    ]);
    expect(withSkill.every((body) => body.includes(INSTRUCTIONS_MARK))).toBe(true);
    const last = withSkill.filter((body) => body.includes("echo of hi"));
    expect(last.length).toBe(4);
    expect(withSkill.filter((body) => body.includes("Say hello.")).length).toBe(2 * 3);
    expect(bodies.filter((body) => body.includes(INSTRUCTIONS_MARK)).length).toBe(withSkill.length);
  });
}

/** A model that no price list knows costs an unknown amount, which is not 0. */
export function runsUnknownModel(cli: RealCli): void {
  test.concurrent(`${cli.package} with a model that has no known price`, async () => {
    const { turns, usages } = plainRun(cli);
    await using lab = await laboratory(cli, [{ turns }], { model: "nobody-knows-it", scenario: "unknown-model" });
    const finished = await lab.run({ tiers: ["T0"] });
    const { outcome, reason, usage, cost, costSource } = onlyEnd(finished);
    expect([outcome, reason, cost, costSource]).toEqual(["ok", null, null, "unknown"]);
    expect(usage).toMatchObject(sumOf(usages));
    await expectClean(lab);
  });
}
