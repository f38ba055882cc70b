import type { Outcome } from "@scylla/contracts";
import type { Turn } from "@scylla-tooling/llm-server";
import { expect, test } from "vitest";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { type Finished, laboratory } from "../../src/laboratory.ts";
import { plainRun } from "../../src/plays.ts";
import { expectBought, onlyEnd } from "../support/bought.ts";
import { expectClean } from "../support/cleanliness.ts";

const HOUR_S = 3600;

interface Expected {
  readonly outcome: Outcome;
  readonly reason: RegExp;
  readonly status: Finished["status"];
}

/** What a model that never answers makes of a run: no result, and no price. CLIs that repeat for minutes are ended by the limit. */
function ends(cli: RealCli, name: string, turn: Turn, expected: Expected, more?: (finished: Finished) => void): void {
  test.concurrent(`${cli.package}: ${name}`, async () => {
    await using lab = await laboratory(cli, [{ turns: [turn] }], { limits: `{ time: ${cli.startsWithin}s }` });
    const finished = await lab.run({ tiers: ["T0"] });
    const end = onlyEnd(finished);
    expect(end).toMatchObject({ outcome: expected.outcome, reason: expect.stringMatching(expected.reason) });
    expect(finished.status).toBe(expected.status);
    const { valid } = finished.results.counts;
    expect(valid).toBe(expected.outcome === "timeout" ? 1 : 0);
    more?.(finished);
    await expectClean(lab);
  });
}

export function failsWith(cli: RealCli, status: 400 | 401 | 404 | 500 | 529): void {
  const reason = new RegExp(`the provider said ${status}$`);
  ends(
    cli,
    `every call is answered with ${status}`,
    { kind: "failure", status },
    { outcome: "infra_error", reason, status: "failed" },
  );
}

/** Parked until the moment that the provider names, or for a minute where it names none. */
export function isRateLimited(cli: RealCli, retryAfterSeconds?: number): void {
  const asked = retryAfterSeconds === undefined ? "without" : "with";
  const turn: Turn = { kind: "failure", status: 429, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  const expected: Expected = { outcome: "rate_limited", reason: /the provider said 429$/, status: "parked" };
  const begun = Date.now();
  ends(cli, `a rate limit ${asked} a deadline`, turn, expected, ({ view }) => {
    const [park] = view.parks;
    const leftMs = (park?.untilMs ?? 0) - begun;
    expect(leftMs).toBeGreaterThan(retryAfterSeconds === undefined ? 0 : HOUR_S * 1000 * 0.9);
    expect(leftMs).toBeLessThan(retryAfterSeconds === undefined ? 600_000 : HOUR_S * 1000 * 1.2);
  });
}

/** A refusal that passes costs nothing and changes nothing. */
export function outlivesRateLimit(cli: RealCli): void {
  test.concurrent(`${cli.package}: a rate limit that passes`, async () => {
    const { turns, usages } = plainRun(cli);
    const refused: Turn = { kind: "failure", status: 429, retryAfterSeconds: 1, times: 1 };
    await using lab = await laboratory(cli, [{ turns: [refused, ...turns] }]);
    const finished = await lab.run({ tiers: ["T0"] });
    const end = onlyEnd(finished);
    expect([end.outcome, end.reason, finished.status]).toEqual(["ok", null, "complete"]);
    expectBought(cli, end, usages);
    await expectClean(lab);
  });
}

export function losesStream(cli: RealCli): void {
  const usage = cli.usage({
    inputTokens: 10,
    outputTokens: 20,
    cacheReadTokens: 30,
    cacheWriteTokens: 40,
    reasoningTokens: 5,
  });
  const turn: Turn = { kind: "answer", text: "half", usage, cut: true };
  const expected: Expected = { outcome: "infra_error", reason: /no answer of the provider$/, status: "failed" };
  ends(cli, "every stream breaks off", turn, expected, (finished) => {
    // What the broken answers cost is known to nobody.
    const { cost, costSource } = onlyEnd(finished);
    expect([cost, costSource]).toEqual([null, "unknown"]);
  });
}

export function isKeptWaiting(cli: RealCli): void {
  const expected: Expected = { outcome: "timeout", reason: /time limit/, status: "complete" };
  ends(cli, "a model that never answers", { kind: "hang" }, expected);
}
