import type { Turn } from "@scylla-tooling/llm-server";
import { expect, test } from "vitest";
import type { RealCli } from "../../src/clis/real-cli.ts";
import type { Scenario } from "../../src/expected-ends.ts";
import { type Finished, laboratory } from "../../src/laboratory.ts";
import { plainRun } from "../../src/plays.ts";
import { expectEnd, onlyEnd } from "../support/bought.ts";
import { expectClean } from "../support/cleanliness.ts";

const HOUR_S = 3600;

interface Refusal {
  readonly scenario: Scenario;
  readonly what: string;
  readonly turn: Turn;
  readonly status: Finished["status"];
  /** The CLI is told to give up at once. */
  readonly hurried?: boolean | undefined;
  readonly more?: (finished: Finished) => void;
}

/** What a model that never answers makes of a run: no result, and no price. CLIs that repeat for minutes are ended by the limit. */
function ends(cli: RealCli, { scenario, what, turn, status, hurried, more }: Refusal): void {
  test.concurrent(`${cli.package}: ${what}${hurried ? ", and it gives up at once" : ""}`, async () => {
    const limits = `{ time: ${cli.startsWithin}s }`;
    const before = hurried ? cli.hurry : undefined;
    await using lab = await laboratory(cli, [{ turns: [turn] }], { limits, scenario, before });
    const finished = await lab.run({ tiers: ["T0"] });
    const end = onlyEnd(finished);
    expectEnd(cli, end, scenario);
    expect(finished.status).toBe(status);
    expect(finished.results.counts.valid).toBe(end.outcome === "timeout" ? 1 : 0);
    more?.(finished);
    await expectClean(lab);
  });
}

interface Patience {
  readonly hurried?: boolean;
}

export function failsWith(cli: RealCli, code: 400 | 401 | 404 | 500 | 529, patience: Patience = {}): void {
  const what = `every call is answered with ${code}`;
  const turn: Turn = { kind: "failure", status: code };
  ends(cli, { ...patience, scenario: `status-${code}`, what, turn, status: "failed" });
}

/** Parked until the moment that the provider names, or for a minute where it names none. */
export function isRateLimited(cli: RealCli, retryAfterSeconds?: number, patience: Patience = {}): void {
  const named = retryAfterSeconds !== undefined;
  const turn: Turn = { kind: "failure", status: 429, ...(named && { retryAfterSeconds }) };
  const begun = Date.now();
  ends(cli, {
    ...patience,
    scenario: named ? "rate-limit-with-deadline" : "rate-limit",
    what: `a rate limit ${named ? "with" : "without"} a deadline`,
    ...{ turn, status: "parked" },
    more: ({ view }) => {
      const [park] = view.parks;
      const leftMs = (park?.untilMs ?? 0) - begun;
      expect(leftMs).toBeGreaterThan(named ? HOUR_S * 1000 * 0.9 : 0);
      expect(leftMs).toBeLessThan(named ? HOUR_S * 1000 * 1.2 : 600_000);
    },
  });
}

/** A refusal that passes costs nothing and changes nothing. */
export function outlivesRateLimit(cli: RealCli): void {
  test.concurrent(`${cli.package}: a rate limit that passes`, async () => {
    const { turns } = plainRun(cli);
    const refused: Turn = { kind: "failure", status: 429, retryAfterSeconds: 1, times: 1 };
    await using lab = await laboratory(cli, [{ turns: [refused, ...turns] }], { scenario: "rate-limit-that-passes" });
    const finished = await lab.run({ tiers: ["T0"] });
    expect(finished.status).toBe("complete");
    expectEnd(cli, onlyEnd(finished), "rate-limit-that-passes");
    await expectClean(lab);
  });
}

export function losesStream(cli: RealCli, patience: Patience = {}): void {
  const usage = cli.usage({
    inputTokens: 10,
    outputTokens: 20,
    cacheReadTokens: 30,
    cacheWriteTokens: 40,
    reasoningTokens: 5,
  });
  ends(cli, {
    ...patience,
    ...{ scenario: "cut-streams", what: "every stream breaks off", status: "failed" },
    turn: { kind: "answer", text: "half", usage, cut: true },
    more: (finished) => {
      // What the broken answers cost is known to nobody.
      const { cost, costSource } = onlyEnd(finished);
      expect([cost, costSource]).toEqual([null, "unknown"]);
    },
  });
}

export function isKeptWaiting(cli: RealCli): void {
  ends(cli, { scenario: "no-answer", what: "a model that never answers", turn: { kind: "hang" }, status: "complete" });
}
