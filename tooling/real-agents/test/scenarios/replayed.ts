import { publicPrices, withPrices } from "@scylla/agents";
import { nanoFromUsd, type ProcessResult } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import type { RealCli } from "../../src/clis/real-cli.ts";
import { expectedEnd, SCENARIOS } from "../../src/expected-ends.ts";
import { priceOf } from "../../src/money.ts";
import type { Recording } from "../../src/recording/record-agent.ts";
import { recordingsOf } from "../../src/recording/recordings.ts";
import { known, sumOf } from "../support/bought.ts";

/** What an adapter concludes of a recorded run is what it concludes of the CLI itself: one table holds for both. */
export function replays(cli: RealCli): void {
  const recordings = recordingsOf(cli.adapter({ executable: "" }).kind);

  test("every scenario was recorded, of the version that the adapter was tried with", () => {
    expect([...recordings.keys()].sort()).toEqual([...SCENARIOS].sort());
    const { testedVersion } = cli.adapter({ executable: "" });
    for (const { version } of recordings.values()) expect(version).toBe(testedVersion);
  });

  describe.each(SCENARIOS)("%s", (scenario) => {
    const expected = expectedEnd(cli, scenario);

    test(`ends as ${expected.outcome}, whatever pieces its output comes in`, async () => {
      for (const size of [1 << 20, 13]) {
        const { report, ended } = await replayed(cli, recordingOf(recordings, scenario), size);
        const reason = expected.reason === null ? null : expect.stringMatching(expected.reason);
        expect([ended.outcome, ended.reason]).toEqual([expected.outcome, reason]);
        expect(report.facts?.denials ?? {}).toEqual(expected.denials ?? {});
      }
    });

    test("says of its usage what was scripted, to the token and the cent, or nothing", async () => {
      const { report, ended } = await replayed(cli, recordingOf(recordings, scenario));
      const { calls } = expected;
      if (ended.outcome === "ok") expect(report.usage).not.toBeNull();
      if (report.usage === null || calls === undefined) return;
      expect(known(report.usage)).toEqual(known(sumOf(calls)));
      const priced = scenario === "unknown-model" ? null : priceOf(calls, cli.price);
      const { computedCostUsd = null } = report;
      expect(computedCostUsd === null ? null : nanoFromUsd(computedCostUsd)).toBe(priced);
    });
  });
}

function recordingOf(recordings: ReadonlyMap<string, Recording>, scenario: string): Recording {
  const found = recordings.get(scenario);
  if (!found) throw new Error(`${scenario} was not recorded: pnpm test:agents --record`);
  return found;
}

async function replayed(cli: RealCli, { request, exit, stdout, stderr, gateway }: Recording, size = 1 << 20) {
  const adapter = withPrices(cli.adapter({ executable: "" }), await publicPrices());
  const parser = adapter.parser(request);
  for (const piece of pieces(stdout, size)) parser.push(piece);
  for (const piece of pieces(stderr, size)) parser.pushErrors?.(piece);
  const report = parser.end();
  return { report, ended: adapter.classify(report, resultOf(exit), { request, gateway }) };
}

function pieces(text: string, size: number): readonly Uint8Array[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
}

function resultOf(exit: ProcessResult["exit"]): ProcessResult {
  const output = { bytes: null, file: null, total: 0, truncated: false };
  return { exit, durationMs: 10, stdout: output, stderr: output, leftovers: 0 };
}
