import { expect, test } from "vitest";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { type Finished, type Laboratory, laboratory } from "../../src/laboratory.ts";
import { priceOf } from "../../src/money.ts";
import { scriptedRun, usageOf } from "../../src/plays.ts";
import { agentAsleep, processesWith } from "../../src/processes.ts";
import { endsOf, expectBought, onlyEnd } from "../support/bought.ts";
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

/** Whoever ended it: what it had bought is known, and nothing of it lives on. */
async function expectDead(token: string, cli: RealCli, finished: Finished): Promise<void> {
  expect(await processesWith(token)).toEqual([]);
  expectBought(cli, onlyEnd(finished), [usageOf(cli, 0)]);
}

export function isTerminated(cli: RealCli): void {
  test.concurrent(`${cli.package}: SIGTERM from outside in a tool call`, async () => {
    await using lab = await laboratory(cli, [{ turns: scriptedRun(cli, cli.shell(SLEEP)).turns }]);
    const { running, token, pid } = await asleep(lab);
    process.kill(pid, "SIGTERM");
    const finished = await running;
    expect(onlyEnd(finished)).toMatchObject({ outcome: "agent_error" });
    expect(finished.results.runs[0]).toMatchObject({ outcome: "agent_error", passed: true });
    await expectDead(token, cli, finished);
    await expectClean(lab);
  });
}

export function isStopped(cli: RealCli): void {
  test.concurrent(`${cli.package}: stopped by its user in a tool call`, async () => {
    const stop = new AbortController();
    await using lab = await laboratory(cli, [{ turns: scriptedRun(cli, cli.shell(SLEEP)).turns }]);
    const { running, token } = await asleep(lab, stop.signal);
    stop.abort();
    const finished = await running;
    expect(onlyEnd(finished)).toMatchObject({ outcome: "aborted" });
    expect([finished.status, finished.results.counts.valid]).toEqual(["interrupted", 0]);
    expect(finished.view.spend.map(({ cost }) => cost)).toEqual([onlyEnd(finished).cost]);
    await expectDead(token, cli, finished);
  });
}

/** A model that calls a tool for ever. */
const restless = (cli: RealCli) =>
  [{ turns: [{ kind: "answer", calls: [cli.shell("echo hello > hello.txt")], usage: usageOf(cli, 0) }] }] as const;

export function reachesTurns(cli: RealCli, calls: number): void {
  test.concurrent(`${cli.package}: the turns of a run are used up`, async () => {
    await using lab = await laboratory(cli, restless(cli), { limits: "{ time: 120s, turns: 3 }" });
    const finished = await lab.run({ tiers: ["T0"] });
    const end = onlyEnd(finished);
    expect(end).toMatchObject({ outcome: "limit" });
    expect(finished.results.runs[0]).toMatchObject({ passed: true });
    expectBought(cli, end, Array(calls).fill(usageOf(cli, 0)));
    await expectClean(lab);
  });
}

/** A limit of money is reached by the call that exceeds it, and no call follows. */
export function reachesLimit(cli: RealCli): void {
  test.concurrent(`${cli.package}: the money of a run is used up`, async () => {
    await using lab = await laboratory(cli, restless(cli), { limits: "{ time: 120s, usd: 0.02 }" });
    const finished = await lab.run({ tiers: ["T0"] });
    const end = onlyEnd(finished);
    expect(end).toMatchObject({ outcome: "limit" });
    const one = usageOf(cli, 0);
    const calls = Math.ceil(20e6 / priceOf([one], cli.price));
    expectBought(cli, end, Array(calls).fill(one));
    await expectClean(lab);
  });
}

export function reachesBudget(cli: RealCli): void {
  test.concurrent(`${cli.package}: the budget of the experiment is used up in mid-run`, async () => {
    await using lab = await laboratory(cli, restless(cli), { budget: "{ usd: 0.02 }", repeats: 2 });
    const finished = await lab.run({ tiers: ["T0"] });
    expect(finished.status).toBe("budget");
    for (const { outcome } of endsOf(finished)) expect(outcome).toBe("aborted");
    const spent = endsOf(finished).reduce((sum, { cost }) => sum + (cost ?? 0), 0);
    expect(spent).toBeGreaterThanOrEqual(20e6);
    expect(finished.view.spend.reduce((sum, { cost }) => sum + (cost ?? 0), 0)).toBe(spent);
    expect(finished.results.counts.valid).toBe(0);
    await expectClean(lab);
  });
}
