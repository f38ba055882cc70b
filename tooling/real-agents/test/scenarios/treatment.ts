import { openArtifactStore } from "@scylla/persistence";
import { expect, test } from "vitest";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { laboratory } from "../../src/laboratory.ts";
import { scriptedRun } from "../../src/plays.ts";
import { expectBought, onlyEnd } from "../support/bought.ts";
import { expectClean } from "../support/cleanliness.ts";

/** A run without its server is none of its set-up: it counts for nothing, and what it cost is still said. */
export function missesServer(cli: RealCli): void {
  test.concurrent(`${cli.package}: an MCP server that does not start`, async () => {
    const { turns, usages } = scriptedRun(cli, cli.shell("echo hello > hello.txt"));
    await using lab = await laboratory(cli, [{ turns }], { server: "tools/absent.mjs" });
    const finished = await lab.run({ tiers: ["T1"] });
    const end = onlyEnd(finished);
    expect(end).toMatchObject({ outcome: "invalid", reason: expect.stringMatching(/the MCP server echo/) });
    expect(finished.results.runs.find(({ tier }) => tier === "T1")).toMatchObject({ outcome: "invalid", passed: null });
    expectBought(cli, end, usages);
    await expectClean(lab);
  });
}

/** What a repository forbids is refused to the model, which goes on: no failure of the run, and counted apart. */
export function isDenied(cli: RealCli, tool: string, repository: Readonly<Record<string, string>>): void {
  test.concurrent(`${cli.package}: a tool call that is not permitted`, async () => {
    const { turns, usages } = scriptedRun(cli, cli.shell("rm README.md"), cli.shell("echo hello > hello.txt"));
    await using lab = await laboratory(cli, [{ turns }], { repository, plain: "{ instructions: { repo: true } }" });
    const finished = await lab.run({ tiers: ["T0"] });
    const end = onlyEnd(finished);
    expect(end).toMatchObject({ outcome: "ok", reason: null });
    expect(finished.results.runs[0]).toMatchObject({ passed: true });
    expectBought(cli, end, usages);
    const [history] = finished.histories;
    const stdout = history?.artifacts.find(({ name }) => name === "stdout");
    if (!stdout) throw new Error("the agent's output is not stored");
    const parser = cli.adapter({ executable: "" }).parser();
    parser.push(await openArtifactStore({ dir: lab.dir }).get(stdout.digest));
    expect(parser.end().facts?.denials).toEqual({ [tool]: 1 });
    await expectClean(lab);
  });
}
