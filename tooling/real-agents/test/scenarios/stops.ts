import { expect, test } from "vitest";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { LIMIT_USD, type Scenario, TURNS } from "../../src/expected-ends.ts";
import { type Finished, type Laboratory, laboratory } from "../../src/laboratory.ts";
import { scriptedRun, usageOf } from "../../src/plays.ts";
import { agentAsleep, processesWith } from "../../src/processes.ts";
import { endsOf, expectEnd, onlyEnd } from "../support/bought.ts";
import { expectClean } from "../support/cleanliness.ts";

/** A tool call that is still at work when its agent is stopped. */
const SLEEP = "echo hello > hello.txt; sleep 600";

interface Asleep {
  readonly running: Promise<Finished>;
  readonly token: string;
  /** The CLI's own process. */
  readonly pid: number;
}

/** Starts an agent, and waits until it is in the middle of a tool call. */
async function asleep(lab: Laboratory, kill?: AbortSignal): Promise<Asleep> {
  const running = lab.run({ tiers: ["T0"], ...(kill && { kill }) });
  let [token, pid] = ["", 0];
  const look = async (): Promise<void> => {
    token = await lab.token();
    pid = await agentAsleep(token);
  };
  await expect.poll(look, { timeout: 240_000, interval: 500 }).toBeUndefined();
  return { running, token, pid };
}

export function isTerminated(cli: RealCli): void {
  test.concurrent(`${cli.package}: SIGTERM from outside in a tool call`, async () => {
    await using lab = await laboratory(cli, [{ turns: scriptedRun(cli, cli.shell(SLEEP)).turns }], {
      scenario: "terminated",
    });
    const { running, token, pid } = await asleep(lab);
    process.kill(pid, "SIGTERM");
    const finished = await running;
    expectEnd(cli, onlyEnd(finished), "terminated");
    expect(finished.results.runs[0]).toMatchObject({ outcome: "agent_error", passed: true });
    expect(await processesWith(token)).toEqual([]);
    await expectClean(lab);
  });
}

export function isStopped(cli: RealCli): void {
  test.concurrent(`${cli.package}: stopped by its user in a tool call`, async () => {
    const stop = new AbortController();
    await using lab = await laboratory(cli, [{ turns: scriptedRun(cli, cli.shell(SLEEP)).turns }], {
      scenario: "stopped",
    });
    const { running, token } = await asleep(lab, stop.signal);
    stop.abort();
    const finished = await running;
    expectEnd(cli, onlyEnd(finished), "stopped");
    expect([finished.status, finished.results.counts.valid]).toEqual(["interrupted", 0]);
    expect(finished.view.spend.map(({ cost }) => cost)).toEqual([onlyEnd(finished).cost]);
    expect(await processesWith(token)).toEqual([]);
  });
}

/** A model that calls a tool for ever. */
const restless = (cli: RealCli) =>
  [{ turns: [{ kind: "answer", calls: [cli.shell("echo hello > hello.txt")], usage: usageOf(cli, 0) }] }] as const;

function reaches(cli: RealCli, what: string, scenario: Scenario, limits: string): void {
  test.concurrent(`${cli.package}: ${what}`, async () => {
    await using lab = await laboratory(cli, restless(cli), { limits, scenario });
    const finished = await lab.run({ tiers: ["T0"] });
    expectEnd(cli, onlyEnd(finished), scenario);
    expect(finished.results.runs[0]).toMatchObject({ passed: true });
    await expectClean(lab);
  });
}

export function reachesTurns(cli: RealCli): void {
  reaches(cli, "the turns of a run are used up", "turns", `{ time: 120s, turns: ${TURNS} }`);
}

/** A limit of money is reached by the call that exceeds it, and no call follows. */
export function reachesLimit(cli: RealCli): void {
  reaches(cli, "the money of a run is used up", "limit", `{ time: 120s, usd: ${LIMIT_USD} }`);
}

export function reachesBudget(cli: RealCli): void {
  test.concurrent(`${cli.package}: the budget of the experiment is used up in mid-run`, async () => {
    await using lab = await laboratory(cli, restless(cli), { budget: "{ usd: 0.02 }", repeats: 2, scenario: "budget" });
    const finished = await lab.run({ tiers: ["T0"] });
    expect(finished.status).toBe("budget");
    for (const end of endsOf(finished)) expectEnd(cli, end, "budget");
    const spent = endsOf(finished).reduce((sum, { cost }) => sum + (cost ?? 0), 0);
    expect(spent).toBeGreaterThanOrEqual(20e6);
    expect(finished.view.spend.reduce((sum, { cost }) => sum + (cost ?? 0), 0)).toBe(spent);
    expect(finished.results.counts.valid).toBe(0);
    await expectClean(lab);
  });
}
