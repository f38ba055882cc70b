import { openArtifactStore } from "@scylla/persistence";
import { expect, test } from "vitest";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { expectedEnd, type Scenario } from "../../src/expected-ends.ts";
import { type Choice, type Finished, type Laboratory, laboratory } from "../../src/laboratory.ts";
import { scriptedRun } from "../../src/plays.ts";
import { expectEnd, onlyEnd } from "../support/bought.ts";
import { expectClean } from "../support/cleanliness.ts";

/** A run without a part of its set-up is none of it: it counts for nothing, and what it cost is still said. */
function misses(cli: RealCli, what: string, scenario: Scenario, choice: Choice): void {
  test.concurrent(`${cli.package}: ${what}`, async () => {
    const { turns } = scriptedRun(cli, cli.shell("echo hello > hello.txt"));
    await using lab = await laboratory(cli, [{ turns }], { ...choice, scenario });
    const finished = await lab.run({ tiers: ["T1"] });
    expectEnd(cli, onlyEnd(finished), scenario);
    expect(finished.results.runs.find(({ tier }) => tier === "T1")).toMatchObject({ outcome: "invalid", passed: null });
    await expectClean(lab);
  });
}

export function missesServer(cli: RealCli): void {
  misses(cli, "an MCP server that does not start", "missing-server", { server: "tools/absent.mjs" });
}

export function missesSkill(cli: RealCli): void {
  misses(cli, "a skill that does not arrive", "missing-skill", { before: `rm -r ${cli.skills}/greet` });
}

/** What is forbidden is refused to the model, which goes on: no failure of the run, and counted apart. */
export function isDenied(cli: RealCli): void {
  test.concurrent(`${cli.package}: a tool call that is not permitted`, async () => {
    const { turns } = scriptedRun(cli, cli.shell("rm README.md"), cli.shell("echo hello > hello.txt"));
    const given = { plain: "{ instructions: { repo: true } }", scenario: "denied" } as const;
    await using lab = await laboratory(cli, [{ turns }], { ...cli.forbidden, ...given });
    const finished = await lab.run({ tiers: ["T0"] });
    expectEnd(cli, onlyEnd(finished), "denied");
    expect(finished.results.runs[0]).toMatchObject({ passed: true });
    expect(await reportOf(lab, finished)).toMatchObject({ facts: { denials: expectedEnd(cli, "denied").denials } });
    await expectClean(lab);
  });
}

/** What is stored of what the agent said. */
async function reportOf({ dir }: Laboratory, { histories: [history] }: Finished): Promise<unknown> {
  const report = history?.artifacts.find(({ name }) => name === "report");
  if (!report) throw new Error("the agent's report is not stored");
  return JSON.parse(Buffer.from(await openArtifactStore({ dir }).get(report.digest)).toString("utf8"));
}
