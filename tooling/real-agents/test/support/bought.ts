import type { AttemptEnd, TokenUsage } from "@scylla/contracts";
import { expect } from "vitest";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { expectedEnd, type Scenario } from "../../src/expected-ends.ts";
import type { Finished } from "../../src/laboratory.ts";
import { priceOf } from "../../src/money.ts";

/** How the attempts of all runs ended, in order. */
export function endsOf({ histories }: Finished) {
  return histories.flatMap(({ attempts }) => attempts.flatMap(({ end }) => end ?? []));
}

/** The only attempt's end. */
export function onlyEnd(finished: Finished) {
  const [end, ...others] = endsOf(finished);
  expect(others).toEqual([]);
  if (!end) throw new Error(`no attempt ended: ${finished.failed.join("; ")}`);
  return end;
}

/** As the table says, and nothing bought that it does not know of. */
export function expectEnd(cli: RealCli, end: AttemptEnd, scenario: Scenario): void {
  const { outcome, reason, calls } = expectedEnd(cli, scenario);
  expect([end.outcome, end.reason]).toEqual([outcome, reason === null ? null : expect.stringMatching(reason)]);
  if (calls) expectBought(cli, end, calls);
}

/** Every token and every nano-USD of these calls, no more and no less. */
export function expectBought(
  cli: RealCli,
  end: { readonly usage: TokenUsage | null; readonly cost: number | null; readonly costSource: string },
  calls: readonly TokenUsage[],
): void {
  expect({ usage: known(end.usage), cost: end.cost, costSource: end.costSource }).toEqual({
    usage: known(sumOf(calls)),
    cost: priceOf(calls, cli.price),
    costSource: "metered",
  });
}

/** A count of a kind that a protocol has no word for may be told as 0. */
export function known(usage: TokenUsage | null): object | null {
  return usage && Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== 0));
}

export function sumOf(calls: readonly TokenUsage[]): TokenUsage {
  const sums: Record<string, number> = {};
  for (const call of calls)
    for (const [name, count] of Object.entries(call)) sums[name] = (sums[name] ?? 0) + (count ?? 0);
  return sums;
}
